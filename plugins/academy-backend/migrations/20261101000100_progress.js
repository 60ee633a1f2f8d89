// @ts-check

/**
 * What learners have started, completed and answered.
 *
 * @param { import('knex').Knex } knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('unit_start', table => {
    table.comment('The first time a learner worked in a unit');
    table.string('user_ref').notNullable();
    table.string('unit_id').notNullable();
    table.dateTime('started_at').notNullable();
    table.primary(['user_ref', 'unit_id']);
  });

  await knex.schema.createTable('progress', table => {
    table.comment('The newest completion of each version of a unit');
    table.string('user_ref').notNullable();
    table.string('unit_id').notNullable();
    table
      .string('content_hash', 64)
      .notNullable()
      .comment('The version of the unit that was completed');
    table
      .boolean('assisted')
      .notNullable()
      .comment('With the solution revealed; beside the row without, if any');
    table.dateTime('completed_at').notNullable();
    table.text('evidence').notNullable().comment('List of Evidence as JSON');
    table.primary(['user_ref', 'unit_id', 'content_hash', 'assisted']);
    table.index(['unit_id', 'user_ref'], 'progress_unit_idx');
  });

  await knex.schema.createTable('quiz_answer', table => {
    table.comment('The last answer of each learner to each question');
    table.string('user_ref').notNullable();
    table.string('unit_id').notNullable();
    table.string('question_id', 64).notNullable();
    table
      .string('content_hash', 64)
      .notNullable()
      .comment('The version of the unit that was answered');
    table.text('chosen').notNullable().comment('List of option ids as JSON');
    table.boolean('correct').notNullable().comment('As graded then');
    table.dateTime('answered_at').notNullable();
    table.primary(['user_ref', 'unit_id', 'question_id']);
  });
};

/**
 * @param { import('knex').Knex } knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('quiz_answer');
  await knex.schema.dropTable('progress');
  await knex.schema.dropTable('unit_start');
};

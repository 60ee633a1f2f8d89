// @ts-check

/**
 * Seeds, answers, scores, and what the objects of a scenario were like.
 *
 * @param { import('knex').Knex } knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('attempt', table => {
    table
      .string('seed', 32)
      .notNullable()
      .defaultTo('')
      .comment('Parameters are drawn from it; never leaves the backend');
    table
      .boolean('gave_up')
      .notNullable()
      .defaultTo(false)
      .comment('Ended by the learner to see what was wrong');
    table.text('score').comment('Score as JSON, written with the pass');
  });

  await knex.schema.createTable('attempt_answer', table => {
    table.comment('The newest answer to each check that asks for one');
    table
      .string('attempt_id', 36)
      .notNullable()
      .references('id')
      .inTable('attempt')
      .onDelete('CASCADE');
    table.string('check_id').notNullable();
    table.text('answer').notNullable().comment('As the learner typed it');
    table.dateTime('answered_at').notNullable();
    table.primary(['attempt_id', 'check_id']);
  });

  await knex.schema.createTable('attempt_object', table => {
    table.comment('Objects that setup, faults or solution of a scenario name');
    table
      .string('attempt_id', 36)
      .notNullable()
      .references('id')
      .inTable('attempt')
      .onDelete('CASCADE');
    table.string('api_version').notNullable();
    table.string('kind').notNullable();
    table.string('name').notNullable();
    table
      .string('uid')
      .comment('Which object counts; null: any of that name does');
    table.text('healthy').comment('JSON, before the faults; null: none');
    table.text('broken').comment('JSON, after the faults; null: none');
    table.text('left_behind').comment('JSON, at the end; null: none');
    table.dateTime('left_at').comment('When left_behind was read');
    table.primary(['attempt_id', 'api_version', 'kind', 'name']);
  });
};

/**
 * @param { import('knex').Knex } knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('attempt_object');
  await knex.schema.dropTable('attempt_answer');
  await knex.schema.alterTable('attempt', table => {
    table.dropColumns('seed', 'gave_up', 'score');
  });
};

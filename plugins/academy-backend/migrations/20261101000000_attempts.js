// @ts-check

/**
 * @param { import('knex').Knex } knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('attempt', table => {
    table.comment('One learner, one lab or scenario, one sandbox');
    table.string('id', 36).primary().notNullable();
    table.string('user_ref').notNullable().comment('Entity ref of the learner');
    table.string('unit_id').notNullable();
    table.string('scenario').comment('Challenges only');
    table
      .string('content_hash')
      .notNullable()
      .comment('Hash of the unit when the attempt was created');
    table.string('cluster').notNullable();
    table
      .string('namespace', 63)
      .notNullable()
      .comment('Chosen here, before anything is created on the cluster');
    table
      .string('sandbox_uid')
      .comment('Uid of the namespace, once the sandbox is complete');
    table.string('state', 20).notNullable();
    table.text('message').comment('LocalizedText as JSON');
    table.boolean('assisted').notNullable();
    table
      .boolean('dirty')
      .notNullable()
      .comment('The sandbox may hold more than its guards');
    table.dateTime('created_at').notNullable();
    table.dateTime('ready_at').comment('The clock starts');
    table.dateTime('passed_at').comment('The clock stops');
    table.dateTime('ended_at').comment('The sandbox is to be removed');
    table.dateTime('sandbox_gone_at').comment('The sandbox is removed');
    table.dateTime('expires_at').notNullable();
    table.string('lease_owner').comment('Worker that drives the attempt');
    table.dateTime('lease_expires_at');
    table
      .integer('fencing_token')
      .notNullable()
      .comment('Grows with every claim; writers with an older one are refused');
    table.index(['user_ref', 'created_at'], 'attempt_user_idx');
    table.index(['sandbox_gone_at', 'cluster'], 'attempt_open_idx');
  });

  await knex.schema.createTable('attempt_event', table => {
    table.comment('What happened in an attempt; never changed');
    table
      .increments('id')
      .comment('Cursor of the event streams; grows within an attempt');
    table
      .string('attempt_id', 36)
      .notNullable()
      .references('id')
      .inTable('attempt')
      .onDelete('CASCADE');
    table.dateTime('at').notNullable();
    table.string('type', 20).notNullable();
    table.text('payload').notNullable().comment('JSON by type');
    table.index(['attempt_id', 'id'], 'attempt_event_attempt_idx');
  });

  await knex.schema.createTable('verdict', table => {
    table.comment('The newest verdict of each check');
    table
      .string('attempt_id', 36)
      .notNullable()
      .references('id')
      .inTable('attempt')
      .onDelete('CASCADE');
    table.string('check_id').notNullable();
    table.string('outcome', 10).notNullable();
    table.text('body').notNullable().comment('Verdict as JSON');
    table.dateTime('passed_at').comment('When the check passed first');
    table.primary(['attempt_id', 'check_id']);
  });

  await knex.schema.createTable('fault_journal', table => {
    table.comment('What each fault changed, written before the change');
    table.increments('id');
    table
      .string('attempt_id', 36)
      .notNullable()
      .references('id')
      .inTable('attempt')
      .onDelete('CASCADE');
    table.string('file').notNullable();
    table.string('api_version').notNullable();
    table.string('kind').notNullable();
    table.string('name').notNullable();
    table.text('before').comment('The object as JSON; null: it did not exist');
    table.dateTime('applied_at').notNullable();
    table.dateTime('reverted_at');
    table.index(['attempt_id'], 'fault_journal_attempt_idx');
  });
};

/**
 * @param { import('knex').Knex } knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('fault_journal');
  await knex.schema.dropTable('verdict');
  await knex.schema.dropTable('attempt_event');
  await knex.schema.dropTable('attempt');
};

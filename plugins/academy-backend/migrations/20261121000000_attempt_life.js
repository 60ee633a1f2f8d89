// @ts-check

/**
 * Queue, ends and clock of attempts, and the switch that stops labs.
 *
 * @param { import('knex').Knex } knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('attempt', table => {
    table
      .dateTime('claimed_at')
      .comment('Its turn came: the sandbox has a place from then on');
    table.dateTime('hard_ends_at').comment('Never extended beyond');
    table
      .dateTime('idle_ends_at')
      .comment('Ends unless the learner does something before');
    table
      .integer('paused_ms')
      .notNullable()
      .defaultTo(0)
      .comment('Time since ready_at that does not count');
    table
      .dateTime('paused_since')
      .comment('The clock stands still: the cluster cannot be read');
    table
      .text('queue')
      .comment('QueuePlace as JSON, as the learner was told last');
    table.index(['cluster', 'claimed_at'], 'attempt_claimed_idx');
  });

  await knex.schema.createTable('lab_switch', table => {
    table.comment('Where nobody is let in');
    table
      .string('cluster')
      .primary()
      .notNullable()
      .comment('Name of a training cluster, or * for all of them');
    table.text('reason').notNullable().comment('LocalizedText as JSON');
    table.dateTime('since').notNullable();
    table.string('by_ref').notNullable().comment('Entity ref of who did it');
  });
};

/**
 * @param { import('knex').Knex } knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('lab_switch');
  await knex.schema.alterTable('attempt', table => {
    table.dropIndex(['cluster', 'claimed_at'], 'attempt_claimed_idx');
    table.dropColumns(
      'claimed_at',
      'hard_ends_at',
      'idle_ends_at',
      'paused_ms',
      'paused_since',
      'queue',
    );
  });
};

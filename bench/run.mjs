/**
 * `npm run bench [-- portal cel scale recovery nodes gateway]`: figures of the running system, as
 * JSON and as tables. Run by hand; it never fails on a figure.
 */
const MEASURES = {
  portal: async () => (await import('./portal.mjs')).measurePortal(),
  cel: async () => (await import('./cel.mjs')).measureCel(),
  scale: async () => (await import('./scale.mjs')).measureScale(),
  recovery: async () => (await import('./recovery.mjs')).measureRecovery(),
  nodes: async () => (await import('./nodes.mjs')).measureNodes(),
  gateway: async () => (await import('./gateway.mjs')).measureGateway(),
};

/** What is measured when nothing is named: the lab engine as a portal uses it. */
const ENGINE = ['portal', 'cel', 'scale', 'recovery'];

const named = process.argv.slice(2);
const unknown = named.filter(name => !(name in MEASURES));
if (unknown.length) {
  console.error(
    `Unknown benchmark ${unknown}; there are: ${Object.keys(MEASURES).join(
      ', ',
    )}`,
  );
  process.exit(2);
}
for (const name of named.length ? named : ENGINE) {
  const figures = await MEASURES[name]();
  console.log(JSON.stringify({ [name]: figures }, null, 2));
}

import { createRequire } from 'node:module';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from '../scripts/lib/paths.mjs';

const OURS = '@kubernetes-academy/';

/**
 * Size of the plugin's code that a browser loads with the portal (everything
 * reachable by static imports from the plugin's entry) and of what it loads
 * later. Packages of others are left out unless only a lazy part imports them:
 * the portal loads React, Material UI and Backstage anyway.
 */
export function measureBundle() {
  const esbuild = createRequire(path.join(ROOT, 'package.json'))('esbuild');
  const result = esbuild.buildSync({
    entryPoints: [path.join(ROOT, 'plugins/academy/src/index.ts')],
    bundle: true,
    splitting: true,
    format: 'esm',
    minify: true,
    metafile: true,
    write: false,
    outdir: path.join(ROOT, 'unused'),
    jsx: 'automatic',
    plugins: [],
    external: externals(),
  });
  const sizes = new Map(
    result.outputFiles.map(file => [
      path.relative(process.cwd(), file.path),
      gzipSync(file.contents).length,
    ]),
  );
  const initial = reachable(result.metafile.outputs);
  const sum = names =>
    Math.round(
      [...names].reduce((total, name) => total + (sizes.get(name) ?? 0), 0) /
        102.4,
    ) / 10;
  return {
    initialKiBGzip: sum(initial),
    lazyKiBGzip: sum([...sizes.keys()].filter(name => !initial.has(name))),
  };
}

/** Names that packages/app depends on anyway, by the plugin's own dependencies. */
function externals() {
  const { dependencies, peerDependencies } = createRequire(
    path.join(ROOT, 'plugins/academy/package.json'),
  )('./package.json');
  return Object.keys({ ...dependencies, ...peerDependencies })
    .filter(name => !name.startsWith(OURS) && !name.startsWith('@codemirror/'))
    .filter(name => name !== '@uiw/react-codemirror')
    .flatMap(name => [name, `${name}/*`]);
}

function reachable(outputs) {
  const entry = Object.keys(outputs).find(name => outputs[name].entryPoint);
  const seen = new Set();
  const queue = [entry];
  while (queue.length) {
    const name = queue.pop();
    if (!seen.has(name)) {
      seen.add(name);
      queue.push(
        ...outputs[name].imports
          .filter(({ kind }) => kind === 'import-statement')
          .map(({ path: imported }) => imported)
          .filter(imported => imported in outputs),
      );
    }
  }
  return seen;
}

// Renders every Mermaid source below a lessons folder to SVG, once per theme,
// beside its source. Learners get the pictures only: Mermaid itself never runs
// in their browser.
//
//   node packages/content/scripts/render-diagrams.mjs [lessons] [--all]
//
// Pictures that belong to their source are left alone unless --all is given.
// CHROMIUM names another browser binary than Debian's.
import { createHash } from 'node:crypto';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';

const THEMES = { light: 'neutral', dark: 'dark' };

/** One font everywhere: text is measured here and drawn in the learner's browser. */
const FONT = 'Arial, "Liberation Sans", "Noto Sans KR", sans-serif';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { all: { type: 'boolean', default: false } },
});
const root = resolve(positionals[0] ?? 'lessons');
const library = createRequire(import.meta.url).resolve(
  'mermaid/dist/mermaid.min.js',
);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--headless',
    '--disable-gpu',
    '--disable-background-networking',
  ],
});
let written = 0;
try {
  for await (const name of glob('**/*.mmd', { cwd: root })) {
    const source = await readFile(join(root, name), 'utf8');
    for (const [theme, mermaidTheme] of Object.entries(THEMES)) {
      const target = join(root, name.replace(/\.mmd$/, `.${theme}.svg`));
      const hash = createHash('sha256').update(source).digest('hex');
      const mark = `<!-- source sha256:${hash} -->`;
      const present = await readFile(target, 'utf8').catch(() => '');
      if (values.all || !present.includes(mark)) {
        const svg = await render(source, mermaidTheme);
        await writeFile(target, `${svg.replace('>', `>${mark}`)}\n`);
        written += 1;
        console.log(`rendered ${target}`);
      }
    }
  }
} finally {
  await browser.close();
}
console.log(`${written} pictures written`);

/** A fresh page each time: Mermaid numbers what it draws across calls. */
async function render(source, theme) {
  const page = await browser.newPage();
  try {
    await page.addScriptTag({ path: library });
    return await page.evaluate(
      async options => {
        const { mermaid } = globalThis;
        mermaid.initialize({
          startOnLoad: false,
          securityLevel: 'strict',
          htmlLabels: false,
          flowchart: {
            htmlLabels: false,
            useMaxWidth: false,
            // Names such as kube-scheduler are never broken.
            wrappingWidth: 600,
            rankSpacing: 36,
            nodeSpacing: 28,
          },
          deterministicIds: true,
          theme: options.theme,
          fontFamily: options.font,
        });
        const { svg } = await mermaid.render('diagram', options.source);
        // Through the parser once: the result is XML, not HTML.
        const parsed = new DOMParser().parseFromString(svg, 'text/html');
        return new XMLSerializer().serializeToString(
          parsed.querySelector('svg'),
        );
      },
      { source, theme, font: FONT },
    );
  } finally {
    await page.close();
  }
}

import { createHash } from 'node:crypto';
import type {
  ContentProblem,
  Diagram,
  LessonSpec,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { ContentTree } from '../files/ContentTree';
import type { SpecDocument } from '../spec';

const RENDER = 'a run of packages/content/scripts/render-diagrams.mjs';

/** What a picture must not contain: it comes from a file and is shown to people. */
const FORBIDDEN_IN_SVG =
  /<\s*(script|foreignObject|iframe|object|embed)\b|\son[a-z]+\s*=|(?:href|src)\s*=\s*["']?\s*(?!["'#])\S|@import|url\(\s*["']?(?!["'#])/i;

/**
 * Loads the rendered pictures of a lesson's diagrams. A stale picture is shown
 * and reported; a missing or unsafe one is reported and left out.
 */
export async function loadDiagrams(options: {
  tree: ContentTree;
  folder: string;
  document: SpecDocument;
  diagrams: LessonSpec['diagrams'];
}): Promise<{ diagrams: Diagram[]; problems: ContentProblem[] }> {
  const { tree, folder, document } = options;
  const diagrams: Diagram[] = [];
  const problems: ContentProblem[] = [];

  for (const [index, spec] of options.diagrams.entries()) {
    const field = ['diagrams', index, 'file'];
    try {
      const source = await tree.read(`${folder}/${spec.file}`);
      const pictures = await Promise.all(
        ['light', 'dark'].map(async theme => {
          const name = spec.file.replace(/\.mmd$/, `.${theme}.svg`);
          const svg = await tree.read(`${folder}/${name}`).catch(error => {
            throw new Error(`${name}: ${error.message}`);
          });
          if (FORBIDDEN_IN_SVG.test(svg)) {
            throw new Error(`${name} contains scripts, HTML or links`);
          }
          if (!svg.includes(sourceMark(source))) {
            problems.push(
              document.problem(
                field,
                `${name} is older than its source`,
                RENDER,
              ),
            );
          }
          return svg;
        }),
      );
      diagrams.push({
        id: spec.id,
        alt: spec.alt,
        light: pictures[0],
        dark: pictures[1],
      });
    } catch (error) {
      problems.push(document.problem(field, (error as Error).message, RENDER));
    }
  }
  return { diagrams, problems };
}

/** The comment in a picture that names the source it was rendered from. */
function sourceMark(source: string): string {
  const hash = createHash('sha256').update(source).digest('hex');
  return `<!-- source sha256:${hash} -->`;
}

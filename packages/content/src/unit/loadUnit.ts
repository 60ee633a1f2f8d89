import { createHash } from 'node:crypto';
import { unitSchema } from '@kubernetes-academy/backstage-plugin-academy-common';
import type {
  ContentProblem,
  Diagram,
  Unit,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { ContentTree } from '../files/ContentTree';
import { SpecDocument } from '../spec';
import { loadDiagrams } from './diagrams';
import { findClashes } from './identifiers';
import { loadText } from './loadText';
import { readNamedFiles } from './namedFiles';
import { findUnmetSandboxNeeds } from './sandboxNeeds';
import { findUnplaced } from './unplaced';

/** Name of a unit's specification in its folder. @public */
export const UNIT_FILE = 'unit.yaml';

/**
 * Loads one unit. Without `unit` the problems make it unusable; problems
 * beside a unit are such that it can still be shown and judged truthfully.
 */
export async function loadUnit(options: {
  tree: ContentTree;
  /** Path of the unit below the lessons folder, which is its id. */
  folder: string;
}): Promise<{ unit?: Unit; problems: ContentProblem[] }> {
  const { tree, folder } = options;
  const file = `${folder}/${UNIT_FILE}`;
  let source: string;
  try {
    source = await tree.read(file);
  } catch (error) {
    return {
      problems: [
        {
          file,
          message: (error as Error).message,
          expected: 'the specification of the unit',
        },
      ],
    };
  }

  const document = SpecDocument.parse(file, source);
  const parsed = document.validate(unitSchema);
  if ('problems' in parsed) {
    return { problems: parsed.problems };
  }
  const spec = parsed.value;

  const unusable = [
    ...findClashes(spec, document),
    ...findUnmetSandboxNeeds(spec, document),
  ];
  const named = await readNamedFiles({ tree, folder, document, spec });
  const { text, sections, ...texts } = await loadText({ tree, folder, spec });
  const drawn: { diagrams: Diagram[]; problems: ContentProblem[] } =
    spec.kind === 'Lesson'
      ? await loadDiagrams({ tree, folder, document, diagrams: spec.diagrams })
      : { diagrams: [], problems: [] };
  const problems = [
    ...unusable,
    ...named.problems,
    ...texts.problems,
    ...drawn.problems,
    ...(text ? findUnplaced(spec, text.en, document) : []),
  ];
  if (unusable.length > 0 || named.problems.length > 0 || !text) {
    return { problems };
  }
  return {
    unit: {
      id: folder,
      spec,
      text,
      sections,
      diagrams: drawn.diagrams,
      files: named.files,
      hash: hashOf({ spec, text, files: named.files }),
    },
    problems,
  };
}

function hashOf(content: Pick<Unit, 'spec' | 'text' | 'files'>): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

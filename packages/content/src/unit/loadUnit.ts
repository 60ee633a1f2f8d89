import { createHash } from 'node:crypto';
import { unitSchema } from '@kubernetes-academy/backstage-plugin-academy-common';
import type {
  ContentProblem,
  Diagram,
  Unit,
  UnitSpec,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { ContentTree } from '../files/ContentTree';
import { SpecDocument } from '../spec';
import { findAnswerProblems } from './answers';
import { loadDiagrams } from './diagrams';
import { findClashes } from './identifiers';
import { loadText } from './loadText';
import { readNamedFiles } from './namedFiles';
import { findParameterProblems } from './parameterUse';
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
    ...findAnswerProblems(spec, document),
  ];
  const named = await readNamedFiles({ tree, folder, document, spec });
  const { text, sections, ...texts } = await loadText({ tree, folder, spec });
  const drawn: { diagrams: Diagram[]; problems: ContentProblem[] } =
    spec.kind === 'Lesson'
      ? await loadDiagrams({ tree, folder, document, diagrams: spec.diagrams })
      : { diagrams: [], problems: [] };
  unusable.push(
    ...findParameterProblems({
      folder,
      spec,
      document,
      files: named.files,
      text,
    }),
  );
  const problems = [
    ...unusable,
    ...named.problems,
    ...texts.problems,
    ...(await findUnknownReading(tree, spec, document)),
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

/** Units to read after a scenario that do not exist. */
async function findUnknownReading(
  tree: ContentTree,
  spec: UnitSpec,
  document: SpecDocument,
): Promise<ContentProblem[]> {
  const reading =
    spec.kind === 'Challenge'
      ? spec.scenarios.flatMap(({ readMore }, s) =>
          readMore.map((id, r) => ({
            id,
            path: ['scenarios', s, 'readMore', r],
          })),
        )
      : [];
  const known = await Promise.all(
    reading.map(({ id }) => tree.has(`${id}/${UNIT_FILE}`)),
  );
  return reading
    .filter((_, index) => !known[index])
    .map(({ id, path }) =>
      document.problem(
        path,
        `there is no unit "${id}"`,
        '<course>/<module>/<unit>',
      ),
    );
}

function hashOf(content: Pick<Unit, 'spec' | 'text' | 'files'>): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex');
}

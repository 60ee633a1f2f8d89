import type {
  ContentProblem,
  Unit,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import {
  ContentTree,
  exampleUnit,
  loadContent,
  SpecDocument,
  UNIT_FILE,
} from '@kubernetes-academy/content';
import type { ClusterConnection } from '@kubernetes-academy/dev-cluster';
import { dryRunManifests } from './dryRun';
import { validateExpressions } from './expressions';
import { readManifests } from './manifests';
import { validateTexts } from './texts';

/** What was looked at, and everything that is wrong with it. @public */
export interface ValidationReport {
  /** Units that load. */
  units: number;
  /** Expressions of checks that were compiled. */
  expressions: number;
  /** Manifest documents that were read. */
  manifests: number;
  /** Calls of kubectl in texts, hints and debriefs. */
  commands: number;
  /** Everything that is wrong; empty when all is well. */
  problems: ContentProblem[];
}

/**
 * Checks a lessons folder: whether it loads, whether every expression compiles,
 * whether kubectl understands every command, whether every manifest can be
 * parsed and, with a cluster, is accepted there.
 *
 * @public
 */
export async function validate(options: {
  root: string;
  connection?: Pick<ClusterConnection, 'kubectl' | 'adminKubeconfig'>;
}): Promise<ValidationReport> {
  const { root, connection } = options;
  const content = await loadContent({ root, examples: true });
  // With values in place of parameters, as an attempt has it.
  const units = Object.values(content.units).map(exampleUnit);
  const report: ValidationReport = {
    units: units.length,
    expressions: 0,
    manifests: 0,
    commands: 0,
    problems: [...content.problems],
  };
  if (units.length === 0) {
    return report;
  }
  const tree = await ContentTree.open(root);
  for (const unit of units) {
    const specification = await specificationOf(tree, unit);
    const { expressions, problems } = validateExpressions({
      unit,
      ...specification,
    });
    report.expressions += expressions;
    report.problems.push(...problems);

    const texts = validateTexts({ unit, document: specification.document });
    report.commands += texts.commands;
    report.problems.push(...texts.problems);

    const read = readManifests(unit);
    report.manifests += read.manifests.length;
    report.problems.push(...read.problems);
    if (connection) {
      report.problems.push(
        ...(await dryRunManifests({ connection, manifests: read.manifests })),
      );
    }
  }
  return report;
}

async function specificationOf(tree: ContentTree, unit: Unit) {
  const file = `${unit.id}/${UNIT_FILE}`;
  const source = await tree.read(file);
  return {
    document: SpecDocument.parse(file, source),
    lines: source.split('\n'),
  };
}

/** One line per problem, such as editors and terminals make clickable. @public */
export function formatProblem(problem: ContentProblem): string {
  const { file, line, column, field, message, expected } = problem;
  const position = [file, line, column].filter(part => part !== undefined);
  return [
    `${position.join(':')}:`,
    ...(field ? [`${field}:`] : []),
    message,
    ...(expected ? [`(expected ${expected})`] : []),
  ].join(' ');
}

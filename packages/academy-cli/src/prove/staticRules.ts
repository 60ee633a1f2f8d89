import type { UnitId } from '@kubernetes-academy/backstage-plugin-academy-common';
import { formatProblem, validate } from '../validate';

/** What is wrong with the files of each unit, before anything runs. */
export async function findStaticProblems(
  root: string,
): Promise<Map<UnitId, string[]>> {
  const { problems } = await validate({ root });
  const byUnit = new Map<UnitId, string[]>();
  for (const problem of problems) {
    const unit = problem.file.split('/').slice(0, 3).join('/');
    byUnit.set(unit, [...(byUnit.get(unit) ?? []), formatProblem(problem)]);
  }
  return byUnit;
}

import type { Comparer, Difference } from './types';

/** Who a binding binds. */
interface Subject {
  kind: string;
  name: string;
  namespace?: string;
}

/** Compares the role and the subjects of two ClusterRoleBindings. */
export const compareRoleBinding: Comparer = (wanted, found) => {
  const role = (binding: typeof wanted) =>
    `${binding.roleRef.kind}/${binding.roleRef.name}`;
  const wantedSubjects = subjectsOf(wanted.subjects);
  const foundSubjects = subjectsOf(found.subjects);
  const differences: Difference[] = [];
  if (role(wanted) !== role(found)) {
    differences.push({
      level: 'different',
      field: 'roleRef',
      text: `binds ${role(found)} instead of ${role(
        wanted,
      )}; a binding cannot be changed, it is made anew`,
    });
  }
  for (const subject of wantedSubjects.filter(
    s => !foundSubjects.includes(s),
  )) {
    differences.push({
      level: 'missing',
      field: 'subjects',
      text: `${subject} is not bound`,
    });
  }
  for (const subject of foundSubjects.filter(
    s => !wantedSubjects.includes(s),
  )) {
    differences.push({
      level: 'stronger',
      field: 'subjects',
      text: `${subject} is bound as well; it gets rights that only the portal needs`,
    });
  }
  return differences;
};

function subjectsOf(subjects: Subject[] = []): string[] {
  return subjects.map(({ kind, name, namespace }) =>
    [kind, ...(namespace ? [namespace] : []), name].join('/'),
  );
}

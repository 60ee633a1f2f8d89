/** How a piece of a cluster compares with what the Academy wants there. */
export type FindingLevel =
  /** As it should be. */
  | 'ok'
  /** Not there. */
  | 'missing'
  /** Allows less than is needed, or guards less than it should. */
  | 'weaker'
  /** Allows or refuses more than is needed. */
  | 'stronger'
  /** Not the same, for better or worse. */
  | 'different'
  /** Could not be read with the identity that was given. */
  | 'unread'
  /** Worth knowing. */
  | 'info';

/** One thing that was looked at. */
export interface Finding {
  level: FindingLevel;
  /** `Kind/name`, with the namespace in front of the name where there is one. */
  object: string;
  /** Where in the object. */
  field?: string;
  /** What is there, and what to do. */
  text: string;
}

/** With these a cluster is not ready for labs; the others are for people to know. */
const PROBLEMS: readonly FindingLevel[] = [
  'missing',
  'weaker',
  'different',
  'unread',
];

/** Whether the cluster needs a change because of this. */
export function isProblem({ level }: Finding): boolean {
  return PROBLEMS.includes(level);
}

/** One line for a terminal. */
export function formatFinding(finding: Finding): string {
  const { level, object, field, text } = finding;
  return `${level.padEnd(10)}${object}  ${field ? `${field}: ` : ''}${text}\n`;
}

/** How many of each level there are, in one line. */
export function summarize(findings: Finding[]): string {
  const levels = [...new Set(findings.map(({ level }) => level))];
  return levels
    .map(level => `${findings.filter(f => f.level === level).length} ${level}`)
    .join(', ');
}

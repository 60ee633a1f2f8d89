/** Content of `stages/images.yaml`. */
export interface ImageRules {
  repositories: Array<{ name: string; tags: string[] }>;
  /** Prefixes below which only the listed repositories exist. */
  closed: string[];
  /** Pattern of tags that exist nowhere. */
  absent: string;
}

/** The rules as RE2 patterns about whole image references. */
export interface ImagePatterns {
  /** There, by rule 1. */
  listed: string;
  /** Not there unless listed: rule 2, and the other tags of rule 1. */
  closed: string;
  /** Not there by rule 3. */
  absent: string;
}

const DOCKER_HUB = 'docker.io';
const OFFICIAL = 'docker.io/library';
const DIGEST = '@sha256:[0-9a-f]{64}';
const SUFFIX = '[:@]';

/**
 * Compiles the rules.
 *
 * @throws when a pattern contains a backslash: it could not stand in a jq
 *   string and in a template alike
 */
export function compileImageRules(rules: ImageRules): ImagePatterns {
  const listed = rules.repositories.map(({ name, tags }) => {
    const tag = [...tags, 'latest'].map(group).join('|');
    return `${aliases(name)}(:(${tag}))?(${DIGEST})?`;
  });
  const closed = [
    ...rules.repositories.map(({ name }) => `${aliases(name)}(${SUFFIX}|$)`),
    ...rules.closed.map(below),
  ];
  const patterns = {
    listed: `^(${listed.join('|')})$`,
    closed: `^(${closed.join('|')})`,
    absent: `:([^/]*[-._])?${group(rules.absent)}([-._][^/]*)?$`,
  };
  for (const [name, pattern] of Object.entries(patterns)) {
    if (/[\\`"']/.test(pattern)) {
      throw new Error(
        `stages/images.yaml: the patterns for "${name}" must do without backslashes and quotes`,
      );
    }
  }
  return patterns;
}

/** All the ways in which a manifest may write the name of a repository. */
function aliases(name: string): string {
  if (name.startsWith(`${OFFICIAL}/`)) {
    return `((index[.])?docker[.]io/)?(library/)?${literal(
      name.slice(OFFICIAL.length + 1),
    )}`;
  }
  if (name.startsWith(`${DOCKER_HUB}/`)) {
    return `((index[.])?docker[.]io/)?${literal(
      name.slice(DOCKER_HUB.length + 1),
    )}`;
  }
  return literal(name);
}

function below(prefix: string): string {
  return prefix === OFFICIAL
    ? `((index[.])?docker[.]io/)?(library/)?[^/]+$`
    : `${literal(prefix)}/`;
}

function literal(text: string): string {
  return text.replace(/[.]/g, '[.]');
}

function group(pattern: string): string {
  return `(${pattern})`;
}

import { FLAGS_BEFORE_VERB, GLOBAL_FLAGS, KUBECTL_VERBS } from './grammar';

/** What kubectl would not understand about its arguments. */
export interface KubectlMistake {
  message: string;
  expected: string;
}

/** @returns undefined when kubectl understands the arguments */
export function describeMistake(args: string[]): KubectlMistake | undefined {
  const rest = [...args];
  while (rest[0]?.startsWith('-')) {
    const [name, value] = flagOf(rest.shift()!);
    if (!FLAGS_BEFORE_VERB.includes(name)) {
      return unknownFlag(name, 'before the verb', FLAGS_BEFORE_VERB);
    }
    if (value === undefined) {
      rest.shift();
    }
  }
  const verb = rest.shift();
  if (verb === undefined || !Object.hasOwn(KUBECTL_VERBS, verb)) {
    return {
      message: `kubectl has no command "${verb ?? ''}"`,
      expected: Object.keys(KUBECTL_VERBS).join(' | '),
    };
  }
  const { flags, subcommands } = KUBECTL_VERBS[verb];
  const next = rest.find(word => !word.startsWith('-'));
  // `set` and the like do nothing alone, others take a word of their own too.
  const needsOne =
    subcommands.length > 0 && verb !== 'cluster-info' && verb !== 'apply';
  if (needsOne && next !== undefined && !subcommands.includes(next)) {
    return {
      message: `"kubectl ${verb}" has no command "${next}"`,
      expected: subcommands.join(' | '),
    };
  }
  const end = rest.indexOf('--');
  for (const word of end < 0 ? rest : rest.slice(0, end)) {
    const wrong = namesOf(word).find(
      name => !flags.has(name) && !GLOBAL_FLAGS.has(name),
    );
    if (wrong !== undefined) {
      return unknownFlag(wrong, `of "kubectl ${verb}"`, [...flags]);
    }
  }
  return undefined;
}

function unknownFlag(
  name: string,
  where: string,
  known: string[],
): KubectlMistake {
  return {
    message: `"${dashed(name)}" is no flag ${where}`,
    expected: known.map(dashed).join(' | '),
  };
}

function dashed(name: string): string {
  return name.length > 1 ? `--${name}` : `-${name}`;
}

function flagOf(word: string): [name: string, value?: string] {
  const [name, ...value] = word.replace(/^--?/, '').split('=');
  return value.length > 0 ? [name, value.join('=')] : [name];
}

/** Flags in a word: none, a long one, or a short one with its value or with others behind it. */
function namesOf(word: string): string[] {
  if (/^--[a-z]/.test(word)) {
    return [flagOf(word)[0]];
  }
  return /^-[a-zA-Z]/.test(word) ? [word[1]] : [];
}

import type { RootConfigService } from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import type {
  LocalizedText,
  UnitId,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { Lifetimes } from '../attempts/lifetimes';
import { describeIssues } from './describeIssues';
import { resolveContentRoot } from './resolveContentRoot';
import { academySectionSchema } from './schema';

const SECTION = 'academy';
const MINUTE_MS = 60_000;

/** Of `academy.attempts`, in milliseconds. */
const DEFAULT_DURATIONS_MS = {
  ttl: 120 * MINUTE_MS,
  idle: 45 * MINUTE_MS,
  hardLimit: 480 * MINUTE_MS,
  extension: 30 * MINUTE_MS,
};

/** Units that a role or a technology requires. */
export interface ReadinessPath {
  id: string;
  title: LocalizedText;
  /** How long a completion counts. */
  validityDays: number;
  units: UnitId[];
}

/** The `academy` section of app-config, validated, with its defaults. */
export interface AcademyConfig {
  /** Label value that tells this portal's sandboxes from those of others. */
  instance: string;
  content: {
    /** Absolute path of the lessons folder. */
    root: string;
    /** Load again when a file changes. */
    watch: boolean;
    /** Serve courses that are marked as examples. */
    examples: boolean;
  };
  attempts: {
    lifetimes: Lifetimes;
    /** Attempts that one learner may have at the same time. */
    perLearner: number;
  };
  readiness: { paths: ReadinessPath[] };
  /** Unit per rule where it differs from the rule's own. */
  recommendations: { rules: Record<string, UnitId> };
}

/**
 * Reads the `academy` section.
 *
 * @throws InputError that names every key that is wrong, what was expected and what is there.
 */
export function readAcademyConfig(options: {
  config: RootConfigService;
  cwd?: string;
  production?: boolean;
}): AcademyConfig {
  const {
    config,
    cwd = process.cwd(),
    production = process.env.NODE_ENV === 'production',
  } = options;
  const value = config.getOptional(SECTION) ?? {};
  const parsed = academySectionSchema.safeParse(value);
  const problems = parsed.success
    ? duplicatePaths(parsed.data.readiness.paths)
    : describeIssues({ section: SECTION, value, issues: parsed.error.issues });
  if (!parsed.success || problems.length > 0) {
    throw new InputError(problems.join('\n'));
  }

  const { instance, content, attempts, readiness, recommendations } =
    parsed.data;
  return {
    instance,
    content: {
      root: resolveContentRoot({ path: content.path, cwd }),
      watch: content.watch ?? !production,
      examples: content.examples,
    },
    attempts: {
      lifetimes: readLifetimes(config),
      perLearner: attempts.perLearner,
    },
    readiness,
    recommendations,
  };
}

/** @throws InputError also when a sandbox would have to end before its time. */
function readLifetimes(config: RootConfigService): Lifetimes {
  const ttlMs = readDurationMs(config, 'ttl');
  const hardLimitMs = config.has(`${SECTION}.attempts.hardLimit`)
    ? readDurationMs(config, 'hardLimit')
    : Math.max(ttlMs, DEFAULT_DURATIONS_MS.hardLimit);
  if (hardLimitMs < ttlMs) {
    throw new InputError(
      `${SECTION}.attempts.hardLimit: expected a duration that is not shorter than ${SECTION}.attempts.ttl`,
    );
  }
  return {
    ttlMs,
    hardLimitMs,
    idleMs: readDurationMs(config, 'idle'),
    extensionMs: readDurationMs(config, 'extension'),
  };
}

function readDurationMs(
  config: RootConfigService,
  name: keyof typeof DEFAULT_DURATIONS_MS,
): number {
  const key = `${SECTION}.attempts.${name}`;
  if (!config.has(key)) {
    return DEFAULT_DURATIONS_MS[name];
  }
  let durationMs: number;
  try {
    durationMs = durationToMilliseconds(
      readDurationFromConfig(config, { key }),
    );
  } catch (error) {
    throw new InputError(`${key}: expected a duration such as 2h`, error);
  }
  if (durationMs <= 0) {
    throw new InputError(
      `${key}: expected a duration longer than nothing, got ${JSON.stringify(
        config.get(key),
      )}`,
    );
  }
  return durationMs;
}

function duplicatePaths(paths: ReadinessPath[]): string[] {
  return paths.flatMap(({ id }, index) =>
    paths.findIndex(path => path.id === id) < index
      ? [
          `${SECTION}.readiness.paths[${index}].id: expected an id of its own, got "${id}" again`,
        ]
      : [],
  );
}

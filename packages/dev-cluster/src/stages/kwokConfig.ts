import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { PACKAGE_DIR } from '../binaries/binarySet';
import { compileImageRules, type ImageRules } from './imageRules';
import { kubeletEventStep, type KubeletEvent } from './kubeletEvent';
import { simulatedLogs } from './simulatedLog';

const STAGES_DIR = join(PACKAGE_DIR, 'stages');
const IMAGES_FILE = 'images.yaml';
const POD_RULES_FILE = 'rules.tpl';

interface StageStep {
  patch?: { template: string };
  apply?: { template: string };
  kubeletEvent?: KubeletEvent;
}

interface Stage {
  spec: { resourceRef: { kind: string }; steps: StageStep[] };
}

export interface KwokConfigOptions {
  /** Loopback port on which kwok answers as the kubelet of all nodes. */
  kubeletPort: number;
  /** See `writeSimulatedLog`. */
  logFile: string;
}

/**
 * The configuration of kwok: all stages of `stages/*.yaml` as one text, with
 * our own kind of step expanded and the rules about pods put before their
 * templates.
 *
 * @throws when a stage or the image rules cannot be read
 */
export function kwokConfig(options: KwokConfigOptions): string {
  const podRules = readPodRules();
  const stages = readdirSync(STAGES_DIR)
    .filter(name => name.endsWith('.yaml') && name !== IMAGES_FILE)
    .sort()
    .flatMap(name => readStages(name, options))
    .map(stage => expand(stage, podRules));
  return [...stages, simulatedLogs(options.logFile)]
    .map(object => stringify(object))
    .join('---\n');
}

function readStages(name: string, { kubeletPort }: KwokConfigOptions): Stage[] {
  const text = readFileSync(join(STAGES_DIR, name), 'utf8').replaceAll(
    '@KUBELET_PORT@',
    String(kubeletPort),
  );
  return parseAllDocuments(text).map(document => {
    const [error] = document.errors;
    if (error) {
      throw new Error(`stages/${name}: ${error.message}`);
    }
    return document.toJS() as Stage;
  });
}

function readPodRules(): string {
  const images = parse(
    readFileSync(join(STAGES_DIR, IMAGES_FILE), 'utf8'),
  ) as ImageRules;
  const { listed, closed, absent } = compileImageRules(images);
  // Functions as replacements: a pattern may contain `$`.
  return readFileSync(join(STAGES_DIR, POD_RULES_FILE), 'utf8')
    .replaceAll('@LISTED@', () => listed)
    .replaceAll('@CLOSED@', () => closed)
    .replaceAll('@ABSENT@', () => absent);
}

function expand(stage: Stage, podRules: string): Stage {
  const rules = stage.spec.resourceRef.kind === 'Pod' ? podRules : '';
  const steps = stage.spec.steps.map(step => {
    const known: StageStep = step.kubeletEvent
      ? kubeletEventStep(step.kubeletEvent)
      : step;
    for (const part of [known.patch, known.apply]) {
      if (part) {
        part.template = rules + part.template;
      }
    }
    return known;
  });
  return { ...stage, spec: { ...stage.spec, steps } };
}

import type { ApplyResult } from '@kubernetes-academy/backstage-plugin-academy-common';
import type {
  ExecResult,
  LabRuntime,
  SandboxRef,
} from '@kubernetes-academy/lab-engine';
import type { Answers } from './Answers';
import type { Action } from './learnerActions';

/** For the pod to run, and for the command in it. */
const EXEC_TIMEOUT_MS = 60_000;
/** Of a command's output, in the line that says how it failed. */
const SHOWN_OUTPUT_CHARS = 400;

/**
 * Does one thing with the learner's own token.
 *
 * @throws Error with the words of the server or of the command that fails
 */
export async function performAction(
  action: Action,
  options: { runtime: LabRuntime; sandbox: SandboxRef; answers: Answers },
): Promise<void> {
  const { runtime, sandbox, answers } = options;
  if ('answer' in action) {
    answers.give(action.answer.check, action.answer.text);
  } else if ('exec' in action) {
    const { exec } = action;
    const input = { ...exec, timeoutMs: EXEC_TIMEOUT_MS };
    const result = await runtime.execAsLearner(sandbox, input);
    assertSucceeded(exec.command, result);
  } else {
    const { name, yaml, nested } = action;
    const result = nested
      ? await runtime.applyNestedAsLearner(sandbox, yaml)
      : await runtime.applyAsLearner(sandbox, yaml);
    assertApplied(name, result);
  }
}

function assertApplied(name: string, { error, documents }: ApplyResult): void {
  const refused = error ?? documents.find(d => d.error)?.error;
  if (refused) {
    throw new Error(`${name} is refused: ${refused.message}`);
  }
}

function assertSucceeded(command: string[], result: ExecResult): void {
  const { exitCode, stdout, stderr } = result;
  if (exitCode !== 0) {
    const said = (stderr.trim() || stdout.trim()).slice(-SHOWN_OUTPUT_CHARS);
    throw new Error(`${command.join(' ')} ends with ${exitCode}: ${said}`);
  }
}

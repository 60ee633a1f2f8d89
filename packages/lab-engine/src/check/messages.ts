import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { CelFailure } from '../cel';

/** Sentences of the engine itself; everything else a check says is content. */

/** @param nested - looked for inside the nested control plane */
export function notFoundMessage(
  kind: string,
  name: string,
  nested?: true,
): LocalizedText {
  if (nested) {
    return {
      en: `${kind} "${name}" was not found in the nested control plane.`,
      ko: `중첩 컨트롤 플레인에서 ${kind} "${name}" 오브젝트를 찾을 수 없습니다.`,
    };
  }
  return {
    en: `${kind} "${name}" was not found in the sandbox.`,
    ko: `샌드박스에서 ${kind} "${name}" 오브젝트를 찾을 수 없습니다.`,
  };
}

export function replacedMessage(kind: string, name: string): LocalizedText {
  return {
    en: `${kind} "${name}" is another object than the one you were given. Repair the one that is there: an object that was deleted and created anew does not count.`,
    ko: `${kind} "${name}"은(는) 처음에 주어진 오브젝트가 아닙니다. 삭제하고 새로 만든 오브젝트는 인정되지 않으므로, 있는 오브젝트를 고쳐야 합니다.`,
  };
}

export function holdingMessage(stableForMs: number): LocalizedText {
  const seconds = stableForMs / 1000;
  return {
    en: `It holds. It counts once it has held for ${seconds} s.`,
    ko: `조건을 만족합니다. ${seconds}초 동안 유지되면 통과합니다.`,
  };
}

/** What is known about something that was thrown. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** @param detail - what the check's author needs to know, in English */
export function unfitMessage(detail: string): LocalizedText {
  return {
    en: `This check could not be evaluated: ${detail}.`,
    ko: `체크를 평가하지 못했습니다: ${detail}.`,
  };
}

export function failureMessage(failure: CelFailure): LocalizedText {
  switch (failure.reason) {
    case 'timeout':
      return {
        en: 'Evaluating this check took too long. It is tried again by itself.',
        ko: '체크를 평가하는 데 시간이 너무 오래 걸렸습니다. 자동으로 다시 시도합니다.',
      };
    case 'limit':
      return {
        en: 'This check would have to read more than it may. Delete objects that you no longer need.',
        ko: '체크가 읽을 수 있는 양을 넘었습니다. 더 이상 필요 없는 오브젝트를 삭제하세요.',
      };
    default:
      return unfitMessage(failure.message);
  }
}

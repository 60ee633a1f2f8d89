import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';

/** A manifest of the content cannot be used. `problem` is shown as it is. */
export function invalidManifest(
  file: string,
  line: number | undefined,
  problem: string,
): LocalizedText {
  const place = line === undefined ? file : `${file}:${line}`;
  return {
    en: `A manifest of this unit cannot be applied (${place}): ${problem}. Tell the authors of the unit.`,
    ko: `이 유닛의 매니페스트를 적용할 수 없습니다(${place}): ${problem}. 유닛 작성자에게 알려 주세요.`,
  };
}

/** A wait for checks ran out of time. */
export function checksTimedOut(
  timeoutMs: number,
  pending: LocalizedText[],
): LocalizedText {
  const seconds = Math.round(timeoutMs / 1000);
  return {
    en: `Not everything was ready within ${seconds} seconds: ${join(
      pending,
      'en',
    )}. Try again; if it happens again, tell the platform team.`,
    ko: `${seconds}초 안에 준비되지 않은 항목이 있습니다: ${join(
      pending,
      'ko',
    )}. 다시 시도하고, 반복되면 플랫폼 팀에 알려 주세요.`,
  };
}

/** The fault did not show its symptoms, or the checks hold all the same. */
export function faultNotProven(
  timeoutMs: number,
  missing: LocalizedText[],
): LocalizedText {
  const seconds = Math.round(timeoutMs / 1000);
  return {
    en: `The fault could not be proven within ${seconds} seconds (${join(
      missing,
      'en',
    )}), so the challenge does not start and nothing is counted. Try again; if it happens again, tell the authors of the unit.`,
    ko: `${seconds}초 안에 장애를 확인하지 못해(${join(
      missing,
      'ko',
    )}) 챌린지를 시작하지 않으며 기록에도 남기지 않습니다. 다시 시도하고, 반복되면 유닛 작성자에게 알려 주세요.`,
  };
}

/** An object of a fault does not make way for the one that was there before. */
export function notRestored(object: string): LocalizedText {
  return {
    en: `${object} could not be put back as it was before the fault. Start a new attempt; if it happens again, tell the platform team.`,
    ko: `${object}을(를) 장애 이전 상태로 되돌리지 못했습니다. 새로 시작하고, 반복되면 플랫폼 팀에 알려 주세요.`,
  };
}

/** The symptoms are there, but there is nothing left to solve. */
export function nothingToSolve(): LocalizedText {
  return {
    en: 'all checks of the scenario hold already',
    ko: '시나리오의 모든 검사가 이미 통과 상태',
  };
}

function join(texts: LocalizedText[], language: keyof LocalizedText): string {
  return texts.map(text => text[language]).join(', ');
}

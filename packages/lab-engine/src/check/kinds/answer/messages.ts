import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';

/** Sentences of checks that grade answers. None may say what is right. */

export function noAnswer(): LocalizedText {
  return {
    en: 'There is no answer yet.',
    ko: '아직 답을 제출하지 않았습니다.',
  };
}

/** What the answer is about is not there. */
export function cannotGrade(): LocalizedText {
  return {
    en: 'Your answer cannot be graded while an object that the question is about is missing from the sandbox.',
    ko: '문제에서 다루는 오브젝트가 샌드박스에 없어 답을 채점할 수 없습니다.',
  };
}

/** The check itself is wrong; its details may give the answer away. */
export function gradingFailed(): LocalizedText {
  return {
    en: 'Your answer could not be graded. This is not about your work; whoever maintains this unit has to look at the check.',
    ko: '답을 채점하지 못했습니다. 작업 결과와는 무관하며, 이 유닛의 담당자가 체크를 확인해야 합니다.',
  };
}

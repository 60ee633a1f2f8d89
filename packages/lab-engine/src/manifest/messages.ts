import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';

/** `problem` is the YAML parser's own sentence. */
export function yamlProblem(problem: string): LocalizedText {
  return {
    en: `This is not valid YAML: ${problem}`,
    ko: `올바른 YAML이 아닙니다: ${problem}`,
  };
}

export function textTooLarge(kib: number): LocalizedText {
  return {
    en: `The text is larger than ${kib} KiB.`,
    ko: `텍스트가 ${kib} KiB를 넘습니다.`,
  };
}

export function tooManyDocuments(found: number, limit: number): LocalizedText {
  return {
    en: `The text has ${found} documents; at most ${limit} are possible.`,
    ko: `문서가 ${found}개입니다. 한 번에 최대 ${limit}개까지 적용할 수 있습니다.`,
  };
}

export function nestedTooDeeply(): LocalizedText {
  return {
    en: 'The text is nested too deeply.',
    ko: '중첩이 너무 깊습니다.',
  };
}

export function aliasesRefused(): LocalizedText {
  return {
    en: 'Aliases (*name) are not possible here. Write the value out.',
    ko: '별칭(*name)은 사용할 수 없습니다. 값을 직접 적어 주세요.',
  };
}

export function notAnObject(): LocalizedText {
  return {
    en: 'A Kubernetes object is expected here, with apiVersion, kind and metadata.',
    ko: 'apiVersion, kind, metadata를 갖춘 쿠버네티스 오브젝트가 와야 합니다.',
  };
}

export function fieldMissing(field: string): LocalizedText {
  return {
    en: `${field} is missing, or is not a text.`,
    ko: `${field} 필드가 없거나 문자열이 아닙니다.`,
  };
}

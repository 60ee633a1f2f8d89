import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';

export function noPodsWithLogs(labels: string): LocalizedText {
  return {
    en: `There is no Pod with the labels ${labels}.`,
    ko: `레이블이 ${labels}인 파드가 없습니다.`,
  };
}

export function logsNeedRealNodes(pod: string): LocalizedText {
  return {
    en: `Logs need real nodes: Pod "${pod}" is on a simulated node and prints nothing. This is not about your work.`,
    ko: `로그를 확인하려면 실제 노드가 필요합니다. 파드 "${pod}"은(는) 시뮬레이션 노드에 있어 아무것도 출력하지 않습니다. 작업 결과와는 무관합니다.`,
  };
}

export function logTooLong(pod: string, limitMiB: number): LocalizedText {
  return {
    en: `Pod "${pod}" has written more than ${limitMiB} MiB, the rest of its log is not read. Make it write less, or delete it so that a new one starts.`,
    ko: `파드 "${pod}"의 로그가 ${limitMiB} MiB를 넘어 나머지는 읽지 않습니다. 출력을 줄이거나, 파드를 삭제해 새로 시작하게 하세요.`,
  };
}

export function tooManyContainers(limit: number): LocalizedText {
  return {
    en: `The logs of at most ${limit} containers are read, and there are more. Delete Pods that you no longer need.`,
    ko: `컨테이너 로그는 최대 ${limit}개까지만 읽는데 그보다 많습니다. 더 이상 필요 없는 파드를 삭제하세요.`,
  };
}

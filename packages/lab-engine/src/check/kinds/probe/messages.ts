import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';

export function probing(): LocalizedText {
  return {
    en: 'The check is trying the connection from a Pod of its own. The result comes in a few seconds.',
    ko: '체크가 별도의 파드에서 연결을 시험하고 있습니다. 몇 초 뒤에 결과가 나옵니다.',
  };
}

/** @param detail - what the Pod waits for, in the cluster's words */
export function probeNotStarted(detail: string): LocalizedText {
  return {
    en: `The Pod that tries the connection did not finish in time (${detail}). Often the sandbox's quota is used up: delete objects that you no longer need. It is tried again by itself.`,
    ko: `연결을 시험할 파드가 제시간에 끝나지 않았습니다(${detail}). 샌드박스의 쿼터를 모두 쓴 경우가 많으니 더 이상 필요 없는 오브젝트를 삭제하세요. 자동으로 다시 시도합니다.`,
  };
}

export function probesNeedRealNodes(): LocalizedText {
  return {
    en: 'The Pod that tries the connection ended without a result. Probes need real nodes; on simulated ones nothing runs. This is not about your work.',
    ko: '연결을 시험하는 파드가 결과 없이 끝났습니다. 연결 시험에는 실제 노드가 필요하며, 시뮬레이션 노드에서는 아무것도 실행되지 않습니다. 작업 결과와는 무관합니다.',
  };
}

import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';

/** @param side - which end has none */
export function noPods(side: 'from' | 'to', labels: string): LocalizedText {
  return side === 'from'
    ? {
        en: `There is no Pod with the labels ${labels} from which the connection could come.`,
        ko: `연결을 시작할 파드가 없습니다. 레이블: ${labels}`,
      }
    : {
        en: `There is no Pod with the labels ${labels} to which the connection could go.`,
        ko: `연결을 받을 파드가 없습니다. 레이블: ${labels}`,
      };
}

export function noSuchPort(pod: string, port: string): LocalizedText {
  return {
    en: `No container of Pod "${pod}" has a port named "${port}".`,
    ko: `파드 "${pod}"의 컨테이너에 "${port}"라는 이름의 포트가 없습니다.`,
  };
}

export function dependsOnPlugin(policy: string): LocalizedText {
  return {
    en: `Whether the ipBlock of NetworkPolicy "${policy}" counts for Pods depends on the cluster's network plugin. Select Pods by their labels instead.`,
    ko: `NetworkPolicy "${policy}"의 ipBlock이 파드에도 적용되는지는 클러스터의 네트워크 플러그인에 따라 다릅니다. 파드는 레이블로 선택하세요.`,
  };
}

export function noPodsMeant(): LocalizedText {
  return {
    en: 'This check cannot be judged: one side must be Pods of the sandbox, and a named port needs Pods of the sandbox as its destination. Tell the author of the unit.',
    ko: '체크를 평가할 수 없습니다. 한쪽은 샌드박스의 파드여야 하고, 포트 이름은 목적지가 샌드박스의 파드일 때만 쓸 수 있습니다. 유닛 작성자에게 알려 주세요.',
  };
}

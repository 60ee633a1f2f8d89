import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';
import type { ClusterError } from '../gateway';

/** A request to the cluster failed, in general words. */
export function clusterErrorText(error: ClusterError): LocalizedText {
  if (error.unanswered) {
    return {
      en: `The training cluster cannot be reached (${error.message}). Try again in a minute; if it lasts, tell the platform team.`,
      ko: `실습 클러스터에 연결할 수 없습니다(${error.message}). 잠시 후 다시 시도하고, 계속되면 플랫폼 팀에 알려 주세요.`,
    };
  }
  return {
    en: `The training cluster refused the request: ${error.message}`,
    ko: `실습 클러스터가 요청을 거부했습니다: ${error.message}`,
  };
}

/** No cluster of that name is configured. */
export function unknownCluster(name: string): LocalizedText {
  return {
    en: `There is no training cluster "${name}". A platform engineer has to add it to academy.trainingClusters.`,
    ko: `"${name}"이라는 실습 클러스터가 없습니다. 플랫폼 담당자가 academy.trainingClusters에 추가해야 합니다.`,
  };
}

/** The first contact is still under way. */
export function connecting(): LocalizedText {
  return {
    en: 'The portal is connecting to the training cluster.',
    ko: '포털이 실습 클러스터에 연결하고 있습니다.',
  };
}

/** An embedded cluster is not there yet. */
export function notStarted(): LocalizedText {
  return {
    en: 'The training cluster has not been started. Labs become available by themselves once it runs.',
    ko: '실습 클러스터가 아직 시작되지 않았습니다. 클러스터가 실행되면 실습이 자동으로 열립니다.',
  };
}

/** An embedded cluster is on its way. `detail` and `progress` are shown as they are. */
export function starting(detail: string, progress: string): LocalizedText {
  return {
    en: `The training cluster is starting${progress}: ${detail} Labs become available by themselves.`,
    ko: `실습 클러스터를 준비하고 있습니다${progress}: ${detail} 준비가 끝나면 실습이 자동으로 열립니다.`,
  };
}

/** An embedded cluster gave up. */
export function startFailed(detail: string): LocalizedText {
  return {
    en: `The training cluster could not be started: ${detail}`,
    ko: `실습 클러스터를 시작하지 못했습니다: ${detail}`,
  };
}

/** Nothing can be started on a cluster, and why. */
export function labsAreOff(reason: LocalizedText): LocalizedText {
  return {
    en: `Labs are off on this cluster. ${reason.en}`,
    ko: `이 클러스터에서는 실습이 중지되어 있습니다. ${reason.ko}`,
  };
}

/** The backend's identity is refused, or may not watch namespaces. */
export function identityRefused(): LocalizedText {
  return {
    en: "The cluster refuses the portal's identity. A platform engineer has to check its token and the ClusterRole academy-provisioner.",
    ko: '클러스터가 포털의 인증 정보를 거부합니다. 플랫폼 담당자가 토큰과 ClusterRole academy-provisioner를 확인해야 합니다.',
  };
}

/** Another namespace is named in the learner's YAML. */
export function otherNamespace(own: string): LocalizedText {
  return {
    en: `Only your sandbox is yours: leave metadata.namespace out, or write ${own}.`,
    ko: `본인의 샌드박스에만 적용할 수 있습니다. metadata.namespace를 생략하거나 ${own}(으)로 적어 주세요.`,
  };
}

/** A name that cannot stand in a request. */
export function impossibleName(): LocalizedText {
  return {
    en: 'A name consists of lower-case letters, digits, "-" and ".", and starts and ends with a letter or digit.',
    ko: '이름은 영문 소문자, 숫자, "-", "."로 이루어지고 문자나 숫자로 시작하고 끝나야 합니다.',
  };
}

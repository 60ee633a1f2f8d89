import type {
  LocalizedText,
  UnknownReason,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import type { ClusterError } from '../gateway';

/** Why objects cannot be read, in the words of a verdict. */
export interface Unreadable {
  reason: UnknownReason;
  message: LocalizedText;
}

/** Words for a failed watch. */
export function unreadable(kind: string, error: ClusterError): Unreadable {
  if (error.status === 401 || error.status === 403) {
    return {
      reason: 'forbidden',
      message: {
        en: `The check may not read ${kind} objects in this sandbox. This is not about your work; a platform engineer has to look at the sandbox's roles.`,
        ko: `검사기가 이 샌드박스의 ${kind} 오브젝트를 읽을 권한이 없습니다. 작업 결과와는 무관하며, 플랫폼 담당자가 샌드박스의 Role을 확인해야 합니다.`,
      },
    };
  }
  if (error.reason === 'Timeout') {
    return {
      reason: 'timeout',
      message: {
        en: 'The training cluster does not answer in time. The check continues by itself as soon as it does.',
        ko: '실습 클러스터가 제시간에 응답하지 않습니다. 응답이 돌아오면 검사가 자동으로 이어집니다.',
      },
    };
  }
  if (error.unanswered) {
    return {
      reason: 'unreachable',
      message: {
        en: 'The training cluster cannot be reached. The check continues by itself as soon as it is back.',
        ko: '실습 클러스터에 연결할 수 없습니다. 연결이 복구되면 검사가 자동으로 이어집니다.',
      },
    };
  }
  return {
    reason: 'error',
    message: {
      en: `The training cluster could not list ${kind} objects: ${error.message}`,
      ko: `실습 클러스터가 ${kind} 오브젝트를 조회하지 못했습니다: ${error.message}`,
    },
  };
}

/** As {@link unreadable}, where the portal reads all sandboxes of a cluster at once. */
export function unreadableOnCluster(
  kind: string,
  error: ClusterError,
): Unreadable {
  if (error.status !== 401 && error.status !== 403) {
    return unreadable(kind, error);
  }
  return {
    reason: 'forbidden',
    message: {
      en: `The portal may not watch ${kind} objects on this training cluster, which its watch scope "cluster" needs. This is not about your work; a platform engineer has to install the manifests of the watch component, or choose the scope "sandbox".`,
      ko: `포털이 이 실습 클러스터에서 ${kind} 오브젝트를 watch할 권한이 없습니다. watch 범위 "cluster"에는 이 권한이 필요합니다. 작업 결과와는 무관하며, 플랫폼 담당자가 watch 컴포넌트의 매니페스트를 설치하거나 범위를 "sandbox"로 바꿔야 합니다.`,
    },
  };
}

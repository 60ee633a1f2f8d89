import { ClusterError } from '../../../gateway';
import { unreadable, type Unreadable } from '../../../watch/messages';
import { errorText, unfitMessage } from '../../messages';

/** There is no answer after a while; the question stands. */
export function noAnswerYet(): Unreadable {
  return {
    reason: 'timeout',
    message: {
      en: 'The training cluster takes long to answer. The check continues by itself as soon as it does.',
      ko: '실습 클러스터의 응답이 늦어지고 있습니다. 응답이 돌아오면 체크가 자동으로 이어집니다.',
    },
  };
}

/** Why a question has no answer, in the words of a verdict. */
export function askingFailed(error: unknown): Unreadable {
  if (!(error instanceof ClusterError)) {
    return { reason: 'error', message: unfitMessage(errorText(error)) };
  }
  if (error.unanswered) return unreadable('', error);
  if (error.status === 401 || error.status === 403) {
    return {
      reason: 'forbidden',
      message: {
        en: 'The training cluster does not let this check ask. This is not about your work; a platform engineer has to look at the identities of this sandbox.',
        ko: '실습 클러스터가 이 체크의 요청을 허용하지 않습니다. 작업 결과와는 무관하며, 플랫폼 담당자가 이 샌드박스의 인증 정보와 권한을 확인해야 합니다.',
      },
    };
  }
  return {
    reason: 'error',
    message: {
      en: `The training cluster could not answer this check: ${error.message}`,
      ko: `실습 클러스터가 이 체크에 답하지 못했습니다: ${error.message}`,
    },
  };
}

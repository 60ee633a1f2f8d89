import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';
import { ClusterError } from '../gateway';
import { LabError } from '../runtime/LabError';
import { unreadable, type Unreadable } from '../watch';
import { NESTED_USERS } from './names';
import { NestedError } from './NestedError';

/** Checks go on by themselves, whatever the reason was. */
const GOES_ON = {
  en: 'The check continues by itself once it does.',
  ko: '응답이 돌아오면 검사가 자동으로 이어집니다.',
};

/** No pod of the API server is ready. */
export function notReady(): Unreadable {
  return {
    reason: 'unreachable',
    message: {
      en: `The nested API server does not answer: no pod of the Deployment kube-apiserver is ready. ${GOES_ON.en}`,
      ko: `중첩 컨트롤 플레인의 API 서버가 응답하지 않습니다. kube-apiserver 디플로이먼트에 준비된 파드가 없습니다. ${GOES_ON.ko}`,
    },
  };
}

/**
 * Words for what cannot be read inside. It is never `notYet`: nobody saw
 * whether the learner's work is right.
 */
export function nestedUnreadable(
  kind: string,
  error: ClusterError,
): Unreadable {
  if (error instanceof NestedError) return error.unreadable;
  if (error.status === 401) return notBelieved();
  if (error.status === 403) return forbidden(kind);
  if (error.reason === 'Untrusted') return untrusted(error);
  if (error.reason === 'Timeout') {
    return {
      reason: 'timeout',
      message: {
        en: `The nested API server does not answer in time. ${GOES_ON.en}`,
        ko: `중첩 컨트롤 플레인의 API 서버가 제시간에 응답하지 않습니다. ${GOES_ON.ko}`,
      },
    };
  }
  if (error.unanswered) {
    return {
      reason: 'unreachable',
      message: {
        en: `The nested API server does not answer (${error.message}). ${GOES_ON.en}`,
        ko: `중첩 컨트롤 플레인의 API 서버가 응답하지 않습니다(${error.message}). ${GOES_ON.ko}`,
      },
    };
  }
  return {
    reason: 'error',
    message: {
      en: `The nested API server could not list ${kind} objects: ${error.message}`,
      ko: `중첩 컨트롤 플레인의 API 서버가 ${kind} 오브젝트를 조회하지 못했습니다: ${error.message}`,
    },
  };
}

function forbidden(kind: string): Unreadable {
  const { commonName } = NESTED_USERS.checker;
  return {
    reason: 'forbidden',
    message: {
      en: `The check may not read ${kind} objects in the nested control plane: it needs the ClusterRole and ClusterRoleBinding ${commonName} there. If they are gone, reset the sandbox.`,
      ko: `검사기가 중첩 컨트롤 플레인의 ${kind} 오브젝트를 읽을 권한이 없습니다. 그 안에 ClusterRole과 ClusterRoleBinding ${commonName}이(가) 있어야 합니다. 지워졌다면 샌드박스를 초기화하세요.`,
    },
  };
}

/** It asked who we are and does not believe the answer. */
function notBelieved(): Unreadable {
  return {
    reason: 'forbidden',
    message: {
      en: "The nested API server does not accept the check's client certificate, which is signed by the authority in the Secret pki.",
      ko: '중첩 컨트롤 플레인의 API 서버가 검사기의 클라이언트 인증서를 받아들이지 않습니다. 이 인증서는 Secret pki에 있는 CA로 서명되어 있습니다.',
    },
  };
}

/** What it presents proves nothing, so its answers prove nothing either. */
function untrusted({ cause, message }: ClusterError): Unreadable {
  const { code } = (cause ?? {}) as { code?: string };
  return {
    reason: 'unreachable',
    message:
      code === 'CERT_HAS_EXPIRED'
        ? {
            en: 'The certificate of the nested API server has expired, so its answers cannot be trusted. The check continues by itself once it serves a valid one.',
            ko: '중첩 컨트롤 플레인 API 서버의 인증서가 만료되어 응답을 신뢰할 수 없습니다. 유효한 인증서를 사용하면 검사가 자동으로 이어집니다.',
          }
        : {
            en: `The certificate of the nested API server cannot be trusted (${message}). The check continues by itself once it serves one of the authority in the Secret pki.`,
            ko: `중첩 컨트롤 플레인 API 서버의 인증서를 신뢰할 수 없습니다(${message}). Secret pki에 있는 CA가 서명한 인증서를 사용하면 검사가 자동으로 이어집니다.`,
          },
  };
}

/** The training cluster itself stands between us and the nested one. */
export function outerError(error: ClusterError): NestedError {
  return new NestedError(
    error.unanswered ? unreadable('Pod', error) : wayRefused(error),
    error,
  );
}

function wayRefused({ status, message }: ClusterError): Unreadable {
  return {
    reason: status === 401 || status === 403 ? 'forbidden' : 'error',
    message: {
      en: `The training cluster refuses the way to the nested API server: ${message}`,
      ko: `실습 클러스터가 중첩 컨트롤 플레인 API 서버로 가는 연결을 거부했습니다: ${message}`,
    },
  };
}

/** Shown one after the other while a nested control plane starts. */
export function starting(step: 'server' | 'controllers'): LocalizedText {
  return step === 'server'
    ? {
        en: 'The nested control plane starts: waiting for its API server.',
        ko: '중첩 컨트롤 플레인을 시작하고 있습니다. API 서버를 기다리는 중입니다.',
      }
    : {
        en: 'The nested control plane starts: its API server is ready, its controllers and nodes follow.',
        ko: '중첩 컨트롤 플레인을 시작하고 있습니다. API 서버가 준비되었고, 컨트롤러와 노드를 기다리는 중입니다.',
      };
}

/** It did not become usable. */
export function startTimedOut(
  limitMs: number,
  missing: LocalizedText,
): LocalizedText {
  const seconds = limitMs / 1000;
  return {
    en: `The nested control plane was not usable after ${seconds} s. ${missing.en}`,
    ko: `중첩 컨트롤 플레인이 ${seconds}초 안에 준비되지 않았습니다. ${missing.ko}`,
  };
}

/** @param unready - components without a ready pod, with the reason Kubernetes gives */
export function podsMissing(unready: string[]): LocalizedText {
  const names = unready.join(', ') || 'kube-apiserver';
  return {
    en: `Pods that are not ready: ${names}.`,
    ko: `준비되지 않은 파드: ${names}.`,
  };
}

/** The API server answers, but nothing can run there. */
export function nodesMissing(): LocalizedText {
  return {
    en: 'Its API server answers, but its nodes or the ServiceAccount default are not there.',
    ko: 'API 서버는 응답하지만 노드나 ServiceAccount default가 아직 없습니다.',
  };
}

/** What cannot be done inside, in the words of a learner; other errors stay as they are. */
export function nestedLabError(error: unknown): unknown {
  if (!(error instanceof ClusterError) || !error.unanswered) return error;
  const { message } = nestedUnreadable('', error);
  return new LabError('cluster-unavailable', message, { cause: error });
}

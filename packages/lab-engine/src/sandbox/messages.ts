import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';

/** The namespace does not exist any more, or another one has its name. */
export function sandboxGone(): LocalizedText {
  return {
    en: 'The sandbox does not exist any more. Start the unit again to get a new one.',
    ko: '샌드박스가 더 이상 존재하지 않습니다. 유닛을 다시 시작하면 새 샌드박스가 만들어집니다.',
  };
}

/** The namespace is there, but belongs to somebody else. */
export function sandboxTaken(namespace: string): LocalizedText {
  return {
    en: `The namespace ${namespace} exists and does not belong to this attempt. Start the unit again.`,
    ko: `네임스페이스 ${namespace}이(가) 이미 있으며 이 시도의 것이 아닙니다. 유닛을 다시 시작하세요.`,
  };
}

/** Provisioning or wiping took too long. */
export function stepTimedOut(
  step: 'provision' | 'wipe',
  detail: string,
): LocalizedText {
  return step === 'provision'
    ? {
        en: `The sandbox was not usable in time (${detail}). Try again; if it happens again, tell the platform team.`,
        ko: `샌드박스가 제시간에 준비되지 않았습니다(${detail}). 다시 시도하고, 반복되면 플랫폼 팀에 알려 주세요.`,
      }
    : {
        en: `The sandbox could not be cleared in time (left: ${detail}). End the attempt and start again.`,
        ko: `샌드박스를 제시간에 비우지 못했습니다(남은 항목: ${detail}). 시도를 종료하고 다시 시작하세요.`,
      };
}

/** The fence or a guard does not refuse what it must refuse. */
export function policyMissing(policy: string): LocalizedText {
  return {
    en: `Labs are off on this cluster: the admission policy ${policy} does not protect it. A platform engineer has to apply the manifests of the Academy (kubectl apply -k packages/lab-engine/manifests).`,
    ko: `이 클러스터에서는 실습이 중지되어 있습니다. 어드미션 정책 ${policy}이(가) 클러스터를 보호하지 않습니다. 플랫폼 담당자가 Academy 매니페스트를 적용해야 합니다(kubectl apply -k packages/lab-engine/manifests).`,
  };
}

/** The fence could not be tested, because RBAC answered before it. */
export function fenceUntested(words: string): LocalizedText {
  return {
    en: `Labs are off on this cluster: the admission policy academy-controller-scope could not be tested (${words}). A platform engineer has to check the ClusterRole academy-provisioner and its binding.`,
    ko: `이 클러스터에서는 실습이 중지되어 있습니다. 어드미션 정책 academy-controller-scope를 시험하지 못했습니다(${words}). 플랫폼 담당자가 ClusterRole academy-provisioner와 바인딩을 확인해야 합니다.`,
  };
}

/** Only the portal reaches the cluster. */
export function noKubectl(title: string): LocalizedText {
  return {
    en: `${title} can only be reached through the portal, so kubectl does not work from your computer. Apply your YAML in the editor on this page instead; a platform engineer can name an address for kubectl in academy.trainingClusters.`,
    ko: `${title}에는 포털을 통해서만 연결할 수 있어 사용자 PC에서는 kubectl을 쓸 수 없습니다. 대신 이 페이지의 편집기에서 YAML을 적용하세요. 플랫폼 담당자가 academy.trainingClusters에 kubectl용 주소를 지정할 수 있습니다.`,
  };
}

/** All pre-created namespaces are in use. */
export function poolFull(count: number): LocalizedText {
  return {
    en: `All ${count} namespaces that this cluster has for labs are in use. Try again in a few minutes.`,
    ko: `이 클러스터의 실습용 네임스페이스 ${count}개가 모두 사용 중입니다. 몇 분 뒤에 다시 시도하세요.`,
  };
}

/** A pre-created namespace is not as it must be. */
export function poolNamespaceUnfit(
  namespace: string,
  detail: string,
): LocalizedText {
  return {
    en: `Labs are off on this cluster: the namespace ${namespace} of its pool is not prepared (${detail}). A platform engineer has to apply what "academy cluster manifests --pool" prints, or take it out of academy.trainingClusters[].sandboxes.namespaces.`,
    ko: `이 클러스터에서는 실습이 중지되어 있습니다. 풀의 네임스페이스 ${namespace}이(가) 준비되지 않았습니다(${detail}). 플랫폼 담당자가 "academy cluster manifests --pool"의 출력을 적용하거나 academy.trainingClusters[].sandboxes.namespaces에서 제외해야 합니다.`,
  };
}

/** With a pool the portal needs no rights outside of it, and has some. */
export function tooManyRights(): LocalizedText {
  return {
    en: 'Labs are off on this cluster: its sandboxes come from a pool, and yet the portal may create namespaces there without the admission policy academy-controller-scope. A platform engineer has to remove the ClusterRoleBinding academy-provisioner.',
    ko: '이 클러스터에서는 실습이 중지되어 있습니다. 샌드박스를 풀에서 쓰도록 설정했는데도 포털이 어드미션 정책 academy-controller-scope 없이 네임스페이스를 만들 수 있습니다. 플랫폼 담당자가 ClusterRoleBinding academy-provisioner를 제거해야 합니다.',
  };
}

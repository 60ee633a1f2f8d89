import type {
  LocalizedText,
  QueuePlace,
} from '@kubernetes-academy/backstage-plugin-academy-common';

/** The sandbox is being created. */
export const PROVISIONING: LocalizedText = {
  en: 'Your sandbox is being created.',
  ko: '샌드박스를 만들고 있습니다.',
};

const PREPARING_LAB: LocalizedText = {
  en: 'Your sandbox is being prepared for this lab.',
  ko: '이 실습에 맞게 샌드박스를 준비하고 있습니다.',
};

const PREPARING_SCENARIO: LocalizedText = {
  en: 'The scenario is being set up. The clock starts once its fault has been proven.',
  ko: '시나리오를 준비하고 있습니다. 장애가 실제로 나타난 것을 확인하면 시간을 재기 시작합니다.',
};

/** The sandbox gets what the lab or the scenario starts with. */
export function preparing(attempt: { scenario?: string }): LocalizedText {
  return attempt.scenario ? PREPARING_SCENARIO : PREPARING_LAB;
}

/** The time of the sandbox is over. */
export const EXPIRED: LocalizedText = {
  en: 'The time of this sandbox is over and it is being removed. Start a new attempt to go on.',
  ko: '샌드박스 사용 시간이 끝나 삭제하고 있습니다. 계속하려면 새로 시작하세요.',
};

/** Nobody did anything for a while. */
export const IDLE: LocalizedText = {
  en: 'Nothing was done here for a while, so the sandbox is being removed to make room for others. Start a new attempt to go on.',
  ko: '한동안 아무 작업이 없어 다른 사람이 쓸 수 있도록 샌드박스를 삭제하고 있습니다. 계속하려면 새로 시작하세요.',
};

/** The sandbox reached the age that none may exceed. */
export const HARD_LIMIT: LocalizedText = {
  en: 'The sandbox has reached the longest time that one may be used, and it is being removed. Start a new attempt to go on.',
  ko: '샌드박스를 사용할 수 있는 최대 시간에 도달해 삭제하고 있습니다. 계속하려면 새로 시작하세요.',
};

/** Its turn never came. */
export const WAITED_TOO_LONG: LocalizedText = {
  en: 'No place became free on the training cluster in time, so this attempt has left the queue. Try again later.',
  ko: '제한 시간 안에 실습 클러스터에 자리가 나지 않아 대기열에서 빠졌습니다. 나중에 다시 시작하세요.',
};

/** The learner ended the attempt. */
export const ABANDONED: LocalizedText = {
  en: 'You ended this attempt. Its sandbox is being removed.',
  ko: '이 시도를 끝냈습니다. 샌드박스를 삭제하고 있습니다.',
};

/** The learner wants to see what was wrong. */
export const GAVE_UP: LocalizedText = {
  en: 'You gave up this scenario. Its sandbox is being removed; the debrief shows what was wrong.',
  ko: '이 시나리오를 포기했습니다. 샌드박스를 삭제하고 있으며, 무엇이 잘못되었는지는 해설에서 확인할 수 있습니다.',
};

/** A passed attempt was ended by the learner, its TTL or a fault of the cluster. */
export const PASSED_AND_ENDED: LocalizedText = {
  en: 'Passed. The sandbox is no longer available.',
  ko: '통과했습니다. 샌드박스는 더 이상 사용할 수 없습니다.',
};

/** The sandbox vanished from the cluster. */
export const LOST: LocalizedText = {
  en: 'The sandbox no longer exists on the training cluster: the cluster was reset, or somebody deleted it. Start a new attempt.',
  ko: '실습 클러스터에서 샌드박스가 사라졌습니다. 클러스터가 초기화되었거나 누군가 삭제한 것입니다. 새로 시작하세요.',
};

/** The lessons no longer contain the unit or scenario. */
export const CONTENT_GONE: LocalizedText = {
  en: 'This lab is no longer part of the lessons. Choose another one.',
  ko: '이 실습은 더 이상 제공되지 않습니다. 다른 실습을 선택하세요.',
};

/** What a scenario starts from did not work before it was broken. */
export const NOT_HEALTHY: LocalizedText = {
  en: 'What the scenario starts from did not become healthy on this cluster.',
  ko: '시나리오의 출발점이 되는 애플리케이션이 이 클러스터에서 정상 상태가 되지 않았습니다.',
};

/** An error that has no sentence of its own. */
export const UNEXPECTED: LocalizedText = {
  en: 'An unexpected error occurred; it is in the log of the portal.',
  ko: '예상하지 못한 오류가 발생했습니다. 자세한 내용은 포털 로그에 있습니다.',
};

/** A cluster lets nobody in and has no reason of its own. */
export const CLUSTER_NOT_READY: LocalizedText = {
  en: 'The training cluster is not ready.',
  ko: '실습 클러스터가 준비되지 않았습니다.',
};

/** The attempt waits for a place on its cluster. */
export function queued({ position, stopped }: QueuePlace): LocalizedText {
  if (stopped) {
    return {
      en: `No lab can start at the moment. ${stopped.en} You are number ${position} in the queue; it starts by itself afterwards.`,
      ko: `지금은 실습을 시작할 수 없습니다. ${stopped.ko} 대기 순서는 ${position}번째이며, 다시 열리면 자동으로 시작합니다.`,
    };
  }
  return {
    en: `Waiting for a free place on the training cluster; you are number ${position} in the queue. It starts by itself.`,
    ko: `실습 클러스터에 자리가 나기를 기다리고 있습니다. 대기 순서는 ${position}번째이며, 차례가 되면 자동으로 시작합니다.`,
  };
}

/** A step is repeated because the cluster did not answer. */
export function retrying(reason: LocalizedText): LocalizedText {
  return {
    en: `${reason.en} Trying again by itself.`,
    ko: `${reason.ko} 자동으로 다시 시도합니다.`,
  };
}

/** The sandbox could not be made; with what to do next. */
export function preparationFailed(reason: LocalizedText): LocalizedText {
  return {
    en: `The sandbox could not be prepared. ${reason.en} Start a new attempt; if that fails too, show this message to your platform team.`,
    ko: `샌드박스를 준비하지 못했습니다. ${reason.ko} 새로 시작해 보고, 그래도 실패하면 이 메시지를 플랫폼 팀에 알려 주세요.`,
  };
}

/** Steps of a preparation, as the subject of a sentence. */
export const STEPS = {
  provision: { en: 'Creating the sandbox', ko: '샌드박스 생성' },
  inject: { en: 'Setting up its content', ko: '실습 환경 구성' },
} satisfies Record<string, LocalizedText>;

/** A step took longer than its limit; with what kept it, where known. */
export function tookTooLong(options: {
  step: keyof typeof STEPS;
  limitMs: number;
  reason?: LocalizedText;
}): LocalizedText {
  const { limitMs, reason } = options;
  const step = STEPS[options.step];
  const seconds = Math.round(limitMs / 1000);
  return {
    en: `${reason ? `${reason.en} ` : ''}${
      step.en
    } was not finished after ${seconds} s.`,
    ko: `${reason ? `${reason.ko} ` : ''}${
      step.ko
    }이 ${seconds}초 안에 끝나지 않았습니다.`,
  };
}

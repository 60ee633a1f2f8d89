import type {
  AttemptView,
  Debrief,
  TrainingClusterStatus,
  UnitView,
  Verdict,
} from '@kubernetes-academy/backstage-plugin-academy-common';

/** A time from which fixtures count; ISO. */
export const START = '2026-01-05T09:00:00.000Z';

/** ISO time that many seconds after `START`. */
export const afterStart = (seconds: number) =>
  new Date(Date.parse(START) + seconds * 1000).toISOString();

const HOUR_MS = 3_600_000;

const unit = {
  minutes: 30,
  level: 'beginner',
  needs: [],
  hash: 'h1',
  courseTitle: { en: 'Foundations', ko: '기초' },
  moduleTitle: { en: 'First steps', ko: '첫걸음' },
  objectives: [],
  diagrams: [],
  quiz: [],
  tasks: [],
  scenarios: [],
} satisfies Partial<UnitView>;

const notStarted = (unitId: string) => ({
  unitId,
  state: 'notStarted' as const,
  assisted: false,
});

const LAB_ID = 'foundations/first-steps/first-deployment';
const CHALLENGE_ID = 'foundations/first-steps/broken-release';

/** A lab of two tasks with three checks and, in the first task, two hints. */
export const lab: UnitView = {
  ...unit,
  id: LAB_ID,
  kind: 'Lab',
  title: { en: 'First Deployment', ko: '첫 디플로이먼트' },
  summary: { en: 'Run three replicas', ko: '레플리카 세 개 실행' },
  text: { en: 'Run a **web** server.', ko: '**웹** 서버를 실행합니다.' },
  progress: notStarted(LAB_ID),
  tasks: [
    {
      id: 'deployment',
      title: { en: 'Create a Deployment', ko: '디플로이먼트 만들기' },
      text: { en: 'Create `web` with 3 replicas.', ko: '`web`을 만드세요.' },
      checks: [
        {
          id: 'web-available',
          title: { en: 'web is available', ko: 'web이 준비됨' },
        },
        {
          id: 'web-labels',
          title: { en: 'web is labelled', ko: 'web에 레이블이 있음' },
        },
      ],
      hintCount: 2,
      hintKinds: ['where', 'solution'],
    },
    {
      id: 'service',
      title: { en: 'Create a Service', ko: '서비스 만들기' },
      text: { en: 'Reach `web` by name.', ko: '`web`에 이름으로 접근하세요.' },
      checks: [
        {
          id: 'service-endpoints',
          title: { en: 'The Service has endpoints', ko: '엔드포인트가 있음' },
        },
      ],
      hintCount: 0,
    },
  ],
};

/** A challenge of two scenarios, the first of which is solved. */
export const challenge: UnitView = {
  ...unit,
  id: CHALLENGE_ID,
  kind: 'Challenge',
  title: { en: 'Broken release', ko: '깨진 배포' },
  summary: { en: 'Repair it', ko: '고치기' },
  text: { en: 'A release went wrong.', ko: '배포가 잘못되었습니다.' },
  progress: notStarted(CHALLENGE_ID),
  scenarios: [
    {
      id: 'wrong-image-tag',
      title: { en: 'The rollout hangs', ko: '롤아웃이 멈춤' },
      text: { en: 'New pods do not start.', ko: '새 파드가 뜨지 않습니다.' },
      checks: [
        {
          id: 'rollout-done',
          title: { en: 'The rollout is done', ko: '롤아웃이 끝남' },
        },
      ],
      hintCount: 4,
      completed: true,
    },
    {
      id: 'lost-endpoints',
      title: { en: 'Nobody answers', ko: '응답이 없음' },
      text: { en: 'Requests time out.', ko: '요청이 시간 초과됩니다.' },
      checks: [
        {
          id: 'endpoints-back',
          title: { en: 'Endpoints are back', ko: '엔드포인트가 돌아옴' },
        },
      ],
      hintCount: 4,
      completed: false,
    },
  ],
};

/** A cluster that can host everything. */
export const readyCluster: TrainingClusterStatus = {
  name: 'dev',
  title: 'Dev cluster',
  state: 'ready',
  capabilities: [],
  activeSandboxes: 0,
  maxSandboxes: 40,
};

/** A running attempt of the lab, without verdicts. */
export const attempt: AttemptView = {
  id: 'a1',
  unitId: LAB_ID,
  cluster: 'dev',
  state: 'ready',
  namespace: 'acad-first-deployment-1',
  createdAt: START,
  readyAt: afterStart(2),
  expiresAt: new Date(Date.now() + HOUR_MS).toISOString(),
  pausedMs: 0,
  gaveUp: false,
  answers: {},
  assisted: false,
  hints: [],
  verdicts: [],
  cursor: 10,
};

/** A verdict that the check does not hold. */
export function notYet(checkId: string, more: Partial<Verdict> = {}): Verdict {
  return {
    checkId,
    outcome: 'notYet',
    message: { en: 'Not enough replicas.', ko: '레플리카가 부족합니다.' },
    evidence: [
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name: 'web',
        observed: '1',
        want: '>= 3',
        at: START,
      },
    ],
    since: START,
    ...more,
  };
}

/** A verdict that the check holds. */
export function passed(checkId: string, since = START): Verdict {
  return { checkId, outcome: 'passed', evidence: [], since };
}

/** What was wrong in the second scenario of the challenge. */
export const debrief: Debrief = {
  text: {
    en: 'The selector had a **typo**.',
    ko: '셀렉터에 **오타**가 있었습니다.',
  },
  objects: [
    {
      apiVersion: 'v1',
      kind: 'Service',
      name: 'web',
      injected: '@@ -5,2 +5,2 @@\n   selector:\n-    app: web\n+    app: wbe\n',
      reference:
        '@@ -5,2 +5,2 @@\n   selector:\n-    app: wbe\n+    app: web\n',
    },
  ],
  commands: [['sh', '-c', 'echo done']],
  readMore: [
    {
      id: 'foundations/first-steps/requests-and-limits',
      title: { en: 'Requests and limits', ko: '요청과 제한' },
    },
  ],
};

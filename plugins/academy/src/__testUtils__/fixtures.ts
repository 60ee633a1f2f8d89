import type {
  CourseView,
  UnitSummary,
  UnitView,
} from '@kubernetes-academy/backstage-plugin-academy-common';

/** A lesson that was not begun. */
export const lessonSummary: UnitSummary = {
  id: 'foundations/first-steps/requests-and-limits',
  kind: 'Lesson',
  title: { en: 'Requests and limits', ko: '요청과 제한' },
  summary: { en: 'What a container asks for', ko: '컨테이너가 요구하는 것' },
  minutes: 10,
  level: 'beginner',
  needs: [],
  progress: {
    unitId: 'foundations/first-steps/requests-and-limits',
    state: 'notStarted',
    assisted: false,
  },
};

/** A lab that was begun. */
export const labSummary: UnitSummary = {
  ...lessonSummary,
  id: 'foundations/first-steps/first-deployment',
  kind: 'Lab',
  title: { en: 'First Deployment', ko: '첫 디플로이먼트' },
  minutes: 30,
  needs: ['real-nodes'],
  progress: {
    unitId: 'foundations/first-steps/first-deployment',
    state: 'started',
    assisted: false,
  },
};

/** A course with both. */
export const course: CourseView = {
  id: 'foundations',
  title: { en: 'Foundations', ko: '기초' },
  summary: { en: 'Where everybody starts', ko: '모두가 시작하는 곳' },
  audience: { en: 'New engineers', ko: '신규 엔지니어' },
  modules: [
    {
      id: 'first-steps',
      title: { en: 'First steps', ko: '첫걸음' },
      summary: { en: 'The first day', ko: '첫날' },
      units: [lessonSummary, labSummary],
    },
  ],
};

/** The lesson as its page shows it. */
export const lesson: UnitView = {
  ...lessonSummary,
  hash: 'h',
  courseTitle: course.title,
  moduleTitle: course.modules[0].title,
  text: {
    en: [
      'A container may **ask** for CPU.',
      '## Requests',
      'The scheduler adds them up.',
      ':::tip',
      'Ask for what you use.',
      ':::',
      ':::quiz who-reads',
      '## Limits',
      ':::diagram flow',
      'The kernel enforces them.',
    ].join('\n\n'),
    ko: [
      '컨테이너는 CPU를 **요청**할 수 있습니다.',
      '## 요청',
      '스케줄러가 요청을 더합니다.',
      ':::tip',
      '쓰는 만큼 요청하세요.',
      ':::',
      ':::quiz who-reads',
      '## 제한',
      ':::diagram flow',
      '커널이 제한을 강제합니다.',
    ].join('\n\n'),
  },
  objectives: [
    { en: 'Choose a request', ko: '요청 값을 정할 수 있다' },
    { en: 'Read a limit', ko: '제한을 읽을 수 있다' },
  ],
  diagrams: [
    {
      id: 'flow',
      alt: { en: 'From request to node', ko: '요청에서 노드까지' },
      light:
        '<svg xmlns="http://www.w3.org/2000/svg"><title>light</title></svg>',
      dark: '<svg xmlns="http://www.w3.org/2000/svg"><title>dark</title></svg>',
    },
  ],
  quiz: [
    {
      id: 'who-reads',
      kind: 'single',
      text: { en: 'Who reads requests?', ko: '누가 요청을 읽나요?' },
      options: [
        { id: 'scheduler', text: { en: 'The scheduler', ko: '스케줄러' } },
        { id: 'kernel', text: { en: 'The kernel', ko: '커널' } },
      ],
    },
  ],
  tasks: [],
  scenarios: [],
  next: { id: labSummary.id, title: labSummary.title },
};

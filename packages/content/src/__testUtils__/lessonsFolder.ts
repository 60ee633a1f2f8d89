import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A small lessons tree in which everything is right. */
export function validLessons(): Record<string, string> {
  const head = (kind: string) =>
    [
      'apiVersion: kubernetes-academy.io/v1',
      `kind: ${kind}`,
      `title: { en: Title, ko: 제목 }`,
      `summary: { en: Summary, ko: 요약 }`,
    ].join('\n');
  const unitHead = (kind: string) =>
    `${head(kind)}\nminutes: 10\nlevel: beginner\n`;
  const check = (id: string, indent: string) =>
    [
      `- id: ${id}`,
      `  title: { en: Check, ko: 확인 }`,
      `  resources:`,
      `    web: { apiVersion: apps/v1, kind: Deployment, name: web }`,
      `  assert:`,
      `    - expr: web.spec.replicas == 3`,
      `      message: { en: Not yet., ko: 아직입니다. }`,
    ]
      .map(line => `${indent}${line}`)
      .join('\n');

  return {
    'c/course.yaml': `${head(
      'Course',
    )}\naudience: { en: All, ko: 모두 }\nmodules: [m]\n`,
    'c/m/module.yaml': `${head('Module')}\nunits: [lesson, lab]\n`,
    'c/m/lesson/unit.yaml': `${unitHead('Lesson')}objectives:
  - { en: Know, ko: 알기 }
quiz:
  - id: q1
    kind: single
    text: { en: Which?, ko: 어느 것? }
    options:
      - id: a
        text: { en: A, ko: 가 }
        correct: true
        explanation: { en: Yes, ko: 네 }
      - id: b
        text: { en: B, ko: 나 }
        explanation: { en: No, ko: 아니요 }
`,
    'c/m/lesson/en.md': `## One

:::tip
Text
:::

\`\`\`yaml
a: 1
\`\`\`

:::quiz q1
`,
    'c/m/lesson/ko.md': `## 하나

:::tip
글
:::

\`\`\`yaml
a: 1
\`\`\`

:::quiz q1
`,
    'c/m/lab/unit.yaml': `${unitHead('Lab')}tasks:
  - id: first
    title: { en: First, ko: 첫째 }
    checks:
${check('web-scaled', '      ')}
    solution: [solution/web.yaml]
`,
    'c/m/lab/en.md': 'Intro\n\n## First {#first}\n\nDo it.\n',
    'c/m/lab/ko.md': '소개\n\n## 첫째 {#first}\n\n해 보세요.\n',
    'c/m/lab/solution/web.yaml': 'apiVersion: v1\n',
  };
}

/** Writes a tree to a temporary folder. */
export async function createLessonsFolder(
  files: Record<string, string | undefined>,
): Promise<{
  root: string;
  write(file: string, content: string): Promise<void>;
  remove(): Promise<void>;
}> {
  const root = await mkdtemp(join(tmpdir(), 'lessons-'));
  const write = async (file: string, content: string) => {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), content);
  };
  for (const [file, content] of Object.entries(files)) {
    if (content !== undefined) {
      await write(file, content);
    }
  }
  return {
    root,
    write,
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

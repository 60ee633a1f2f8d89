import { createMockDirectory } from '@backstage/backend-test-utils';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { lessons, startAcademy, type TestAcademy } from '../__testUtils__';
import { LEAD, MINA } from '../__testUtils__/people';

jest.setTimeout(60_000);

const SECRET = 'SECRET-OF-THE-HOST';

describe('content that attacks', () => {
  let academy: TestAcademy | undefined;
  let outside: Server;
  let address: string;
  let asked: string[];

  beforeEach(async () => {
    asked = [];
    outside = createServer((req, res) => {
      asked.push(req.url ?? '');
      res.end(SECRET);
    });
    await new Promise<void>(resolve => {
      outside.listen(0, '127.0.0.1', resolve);
    });
    const { port } = outside.address() as AddressInfo;
    address = `http://127.0.0.1:${port}`;
  });

  afterEach(async () => {
    await academy?.stop();
    academy = undefined;
    await new Promise(resolve => outside.close(resolve));
  });

  const directory = createMockDirectory();

  /** The portal with the usual lessons, after something was done to the lab. */
  async function portalWith(
    change: (lab: any, folder: string) => Promise<void> | void,
  ): Promise<TestAcademy> {
    const root = directory.resolve('lessons');
    directory.setContent({ lessons, 'host.txt': SECRET });
    const folder = join(root, 'basics/start/deploy');
    const lab = parse(lessons.basics.start.deploy['unit.yaml']);
    await change(lab, folder);
    await writeFile(join(folder, 'unit.yaml'), stringify(lab));
    academy = await startAcademy({
      academy: { content: { path: root, watch: false } },
    });
    return academy;
  }

  /** Everything that a portal tells learner and administrator of its content. */
  async function told(portal: TestAcademy): Promise<string> {
    const answers = await Promise.all([
      portal.get('/courses', MINA),
      portal.get('/units/basics/start/deploy', MINA),
      portal.get('/admin/content', LEAD),
    ]);
    return JSON.stringify(answers.map(({ body }) => body));
  }

  it.each<[string, (lab: any, url: string) => void]>([
    [
      'a setup',
      (lab, url) => {
        lab.setup = [`${url}/setup.yaml`];
      },
    ],
    [
      'a solution',
      (lab, url) => {
        lab.tasks[0].solution = [`${url}/solution.yaml`];
      },
    ],
    [
      'a diagram',
      (lab, url) => {
        const alt = { en: 'x', ko: 'x' };
        lab.diagrams = [{ id: 'x', file: `${url}/x.mmd`, alt }];
      },
    ],
  ])('T5 %s from elsewhere is not fetched', async (_, change) => {
    const portal = await portalWith(lab => change(lab, address));
    expect(await told(portal)).not.toContain(SECRET);
    expect(asked).toEqual([]);
  });

  it('T5 an image of a text is not fetched', async () => {
    const portal = await portalWith(async (_, folder) => {
      const text = `![x](${address}/x.png)\n\n## Create {#create}\n\nDo it.\n`;
      await writeFile(join(folder, 'en.md'), text);
      await writeFile(join(folder, 'ko.md'), text);
    });
    await told(portal);
    expect(asked).toEqual([]);
  });

  it.each([
    '../../../../host.txt',
    '/etc/passwd',
    'solution/../../../../../host.txt',
    '..\\..\\host.txt',
    'file:///etc/passwd',
  ])('T10 a file %s is not read', async path => {
    const portal = await portalWith(lab => {
      lab.setup = [path];
      lab.tasks[0].solution = [path];
    });
    const words = await told(portal);
    expect(words).not.toContain(SECRET);
    expect(words).not.toContain('root:');
  });

  it('T10 a link to a file of the host is not followed', async () => {
    const portal = await portalWith(async (lab, folder) => {
      await mkdir(join(folder, 'setup'), { recursive: true });
      const target = directory.resolve('host.txt');
      await symlink(target, join(folder, 'setup/link.yaml'));
      await symlink(target, join(folder, 'linked.md'));
      lab.setup = ['setup/link.yaml'];
    });
    expect(await told(portal)).not.toContain(SECRET);
  });

  it('T8 a unit that never ends does not stop the others', async () => {
    const laughs = Array.from(
      { length: 12 },
      (_, level) =>
        `a${level + 1}: &a${level + 1} [${`*a${level},`.repeat(9)}*a${level}]`,
    );
    directory.setContent({ lessons });
    const root = directory.resolve('lessons');
    await writeFile(
      join(root, 'basics/start/deploy/unit.yaml'),
      `a0: &a0 [x]\n${laughs.join('\n')}\n`,
    );
    academy = await startAcademy({
      academy: { content: { path: root, watch: false } },
    });
    const { status } = await academy.get('/units/basics/start/resources', MINA);
    expect(status).toBe(200);
    const { body } = await academy.get('/admin/content', LEAD);
    expect(JSON.stringify(body)).toContain('deploy/unit.yaml');
  });
});

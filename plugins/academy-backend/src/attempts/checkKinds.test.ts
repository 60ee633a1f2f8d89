import { createBackendModule } from '@backstage/backend-plugin-api';
import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  academyCheckKindExtensionPoint,
  type CustomCheckKind,
} from '@kubernetes-academy/backstage-plugin-academy-node';
import { randomBytes } from 'node:crypto';
import { stringify } from 'yaml';
import { API_VERSION, inBoth, text, unit } from '../__testUtils__';
import { clusterConfig, Learner, startPortal } from './__testUtils__/portal';

jest.setTimeout(180_000);

const LAB = 'basics/start/backups';
const MANIFEST =
  'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: nightly\n  labels: { backup: daily }\n';

const custom = (id: string, kind: string, spec: object) => ({
  id,
  title: text(`Check ${id}`),
  custom: { kind, spec },
  message: text('There is no backup'),
  stableFor: '0s',
});

const lab = {
  ...unit('Lab', 'Backups'),
  tasks: [
    {
      id: 'back-up',
      title: text('Back it up'),
      checks: [
        custom('backed-up', 'example.com/backup', { every: 'daily' }),
        custom('misused', 'example.com/backup', {}),
        custom('unheard', 'example.com/unheard', {}),
      ],
      solution: ['backup.yaml'],
    },
  ],
};

const LESSONS = {
  basics: {
    'course.yaml': stringify({
      apiVersion: API_VERSION,
      kind: 'Course',
      title: text('Basics'),
      summary: text('Basics'),
      audience: text('All'),
      modules: ['start'],
    }),
    start: {
      'module.yaml': stringify({
        apiVersion: API_VERSION,
        kind: 'Module',
        title: text('Start'),
        summary: text('Start'),
        units: ['backups'],
      }),
      backups: {
        'unit.yaml': stringify(lab),
        ...inBoth('Intro.\n\n## Back up {#back-up}\n\nDo it.\n'),
        'backup.yaml': MANIFEST,
      },
    },
  },
};

const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap' };

/** What a company would bring: looks for what its backup operator goes by. */
const backupKind: CustomCheckKind = {
  name: 'example.com/backup',
  problems: ({ every }) => (every ? [] : ['spec.every is missing']),
  open: ({ check }) => ({
    kinds: [CONFIG_MAP],
    async evaluate(objects) {
      const read = objects.read(CONFIG_MAP);
      if (read.state === 'syncing') return undefined;
      if (read.state === 'unknown') {
        const { reason, message } = read;
        return { outcome: 'unknown', reason, message, evidence: [] };
      }
      const found = read.objects.some(
        ({ metadata }) => metadata.labels?.backup === check.custom!.spec.every,
      );
      return found
        ? { outcome: 'passed', evidence: [] }
        : { outcome: 'notYet', message: check.message, evidence: [] };
    },
    stop() {},
  }),
};

const backupModule = createBackendModule({
  pluginId: 'academy',
  moduleId: 'backup-checks',
  register(env) {
    env.registerInit({
      deps: { checks: academyCheckKindExtensionPoint },
      async init({ checks }) {
        checks.addCheckKind(backupKind);
      },
    });
  },
});

describe('a kind of check that another plugin brings', () => {
  const files = createMockDirectory({ content: { lessons: LESSONS } });
  const config = clusterConfig();
  const start = (features: Parameters<typeof startPortal>[0]['features']) =>
    startPortal({
      instance: `test-${randomBytes(4).toString('hex')}`,
      database: files.resolve('database'),
      config: {
        ...config,
        academy: {
          ...config.academy,
          content: { path: files.resolve('lessons'), watch: false },
        },
      },
      features,
    });

  it('judges the checks of a unit that name it, on a real API server', async () => {
    const portal = await start([backupModule]);
    const learner = new Learner(portal.url, 'user:default/mina');
    const { id } = await learner.start(LAB);
    const before = await learner.when(
      id,
      ({ verdicts }) => verdicts.length === 3,
    );
    await learner.call('POST', `/attempts/${id}/apply`, { yaml: MANIFEST });
    await learner.when(id, ({ verdicts }) =>
      verdicts.some(({ outcome }) => outcome === 'passed'),
    );
    await learner.call('DELETE', `/attempts/${id}`);
    await portal.stop();

    expect(before.verdicts).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          checkId: 'backed-up',
          outcome: 'notYet',
          message: text('There is no backup'),
        }),
        expect.objectContaining({
          checkId: 'misused',
          outcome: 'unknown',
          message: expect.objectContaining({
            en: expect.stringContaining('spec.every is missing'),
          }),
        }),
        expect.objectContaining({
          checkId: 'unheard',
          outcome: 'unknown',
          message: expect.objectContaining({
            ko: expect.stringContaining('example.com/unheard'),
          }),
        }),
      ]),
    );
  });

  it('is one of its name', async () => {
    const again = createBackendModule({
      pluginId: 'academy',
      moduleId: 'other-backup-checks',
      register(env) {
        env.registerInit({
          deps: { checks: academyCheckKindExtensionPoint },
          async init({ checks }) {
            checks.addCheckKind(backupKind);
          },
        });
      },
    });
    await expect(start([backupModule, again])).rejects.toThrow(
      'example.com/backup',
    );
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import type { Verdict } from '@kubernetes-academy/backstage-plugin-academy-common';
import { eventually } from '../testing/eventually';
import { deployment, pod } from '../testing/objects';
import { describeVerdicts } from './describeVerdicts';
import { checkOf, notFound, valueCheck } from './VerdictScene';

jest.setTimeout(180_000);

const DEPLOYMENT = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' };
const POD = { apiVersion: 'v1', kind: 'Pod', name: 'x' };
const PODS = { apiVersion: 'v1', kind: 'Pod', selector: { app: 'x' } };
const HOUR_MS = 3_600_000;
const WINDOW_MS = 1_000;

/** No pass for what was not so for its whole window, whatever the objects do. */
describeVerdicts('verdicts-objects', at => {
  it('does not take the status of an older generation for that of the newest', async () => {
    const rolledOut = checkOf({
      id: 'rollout',
      resources: { x: DEPLOYMENT },
      assert: {
        image: 'x.spec.template.spec.containers[0].image.endsWith("nginx")',
        stale:
          'x.metadata.generation == x.?status.?observedGeneration.orValue(0)',
        wait: 'x.status.?updatedReplicas.orValue(0) == 1 && x.status.?readyReplicas.orValue(0) == 1 && x.status.replicas == 1',
      },
      stableFor: `${WINDOW_MS}ms`,
    });
    await at.scene.write(deployment());
    await eventually(async () =>
      expect(await at.scene.kubectl('get', 'deployment', 'x')).toContain('1/1'),
    );
    at.scene.open([rolledOut]);
    await eventually(() =>
      expect(at.scene.said('rollout')).toEqual(['notYet: image']),
    );
    const sequence = ['notYet: image', 'notYet: stale'];
    const isSaid = () =>
      eventually(() => expect(at.scene.said('rollout')).toEqual(sequence));
    // Without its controllers the old status looks perfect, and without nodes
    // the new pods do not start.
    at.own.signal('kube-controller-manager', 'SIGSTOP');
    at.own.signal('kwok', 'SIGSTOP');
    try {
      await at.scene.kubectl('set', 'image', 'deployment/x', 'x=nginx');
      await isSaid();
      await sleep(2 * WINDOW_MS);
      await isSaid();
      at.own.signal('kube-controller-manager', 'SIGCONT');
      sequence.push('notYet: wait');
      await isSaid();
    } finally {
      at.own.signal('kube-controller-manager', 'SIGCONT');
      at.own.signal('kwok', 'SIGCONT');
    }
    sequence.push('holds', 'passed');
    await isSaid();
  });

  it('does not pass what becomes ready again and again', async () => {
    const ready = checkOf({
      id: 'ready',
      resources: { x: POD },
      assert: {
        'not ready':
          'x.?status.?conditions.orValue([]).exists(c, c.type == "Ready" && c.status == "True")',
      },
      stableFor: '5s',
    });
    // Nobody schedules it, so that nobody but the test says how it is.
    await at.scene.write(pod({ schedulerName: 'nobody' }));
    at.scene.open([ready]);
    const sequence = ['notYet: not ready'];
    await eventually(() => expect(at.scene.said('ready')).toEqual(sequence));
    const flap = async () => {
      await at.scene.setReady('x', 'True');
      sequence.push('holds');
      await eventually(() => expect(at.scene.said('ready')).toEqual(sequence));
      await at.scene.setReady('x', 'False');
      sequence.push('notYet: not ready');
      await eventually(() => expect(at.scene.said('ready')).toEqual(sequence));
    };
    await flap();
    await flap();
    await flap();
    await at.scene.setReady('x', 'True');
    await eventually(() =>
      expect(at.scene.said('ready')).toEqual([...sequence, 'holds', 'passed']),
    );
  });

  it('begins the window anew for another object of the same name', async () => {
    const first = await at.scene.writeValue('settings', 'right');
    at.scene.open([valueCheck('settings', 'right', '60s')]);
    await eventually(() =>
      expect(at.scene.said('settings')).toEqual(['holds']),
    );
    await at.scene.remove('ConfigMap', 'settings');
    const second = await at.scene.writeValue('settings', 'right');
    await eventually(() => {
      const windows = new Map(
        at.scene.verdicts
          .filter(({ holdsUntil }) => holdsUntil)
          .map(({ evidence, holdsUntil }) => [evidence[0].uid, holdsUntil]),
      );
      expect([...windows.keys()]).toEqual([first, second]);
      expect(new Set(windows.values()).size).toBe(2);
    });
    // Whether the moment without any is seen depends on how short it was.
    const said = at.scene.said('settings');
    expect([said.at(0), said.at(-1)]).toEqual(['holds', 'holds']);
    expect(said).not.toContain('passed');
  });

  it('does not take another object for the one that was set up', async () => {
    const uid = await at.scene.writeValue('settings', 'wrong');
    const name = { apiVersion: 'v1', kind: 'ConfigMap', name: 'settings' };
    at.scene.open([valueCheck('settings', 'right')], {
      pins: [{ ...name, uid }],
    });
    await eventually(() =>
      expect(at.scene.said('settings')).toEqual(['notYet: wrong']),
    );
    await at.scene.remove('ConfigMap', 'settings');
    await eventually(() => expect(at.scene.said('settings')).toHaveLength(2));
    await at.scene.writeValue('settings', 'right');
    await eventually(() => expect(at.scene.said('settings')).toHaveLength(3));
    expect(at.scene.said('settings').slice(0, 2)).toEqual([
      'notYet: wrong',
      notFound('ConfigMap', 'settings'),
    ]);
    expect(at.scene.said('settings')[2]).toMatch(/^notYet: .*another/);
  });

  it('does not count pods of nobody among those of a Deployment', async () => {
    const owned = checkOf({
      id: 'owned',
      resources: { pods: PODS },
      assert: {
        few: 'pods.filter(p, p.metadata.?ownerReferences.orValue([]).exists(o, o.kind == "ReplicaSet")).size() == 1',
      },
    });
    await at.scene.write(pod({}, { labels: { app: 'x' } }));
    at.scene.open([owned]);
    await eventually(() =>
      expect(at.scene.said('owned')).toEqual(['notYet: few']),
    );
    await at.scene.write(deployment());
    await eventually(() =>
      expect(at.scene.said('owned')).toEqual(['notYet: few', 'passed']),
    );
  });

  it('does not end a window early because the clock of the portal was set', async () => {
    at.scene.open([valueCheck('settings', 'right', '20s')]);
    const missing = notFound('ConfigMap', 'settings');
    await eventually(() =>
      expect(at.scene.said('settings')).toEqual([missing]),
    );
    await at.scene.writeValue('settings', 'right');
    await eventually(() =>
      expect(at.scene.said('settings')).toEqual([missing, 'holds']),
    );
    const realNow = Date.now;
    const clock = jest.spyOn(Date, 'now');
    clock.mockImplementation(() => realNow() + HOUR_MS);
    try {
      await at.scene.writeValue(
        'other',
        'so that there is something to look at',
      );
      await at.scene.writeValue('settings', 'wrong');
      await eventually(() =>
        expect(at.scene.said('settings')).toEqual([
          missing,
          'holds',
          'notYet: wrong',
        ]),
      );
    } finally {
      clock.mockRestore();
    }
  });

  it('keeps a pass that a replica with another clock has seen', async () => {
    await at.scene.writeValue('settings', 'right');
    await at.scene.writeValue('sign', 'wrong');
    const ahead = new Date(Date.now() + HOUR_MS).toISOString();
    const known: Verdict = {
      checkId: 'settings',
      outcome: 'passed',
      since: ahead,
      holdsSince: ahead,
      evidence: [],
    };
    const checks = [
      valueCheck('settings', 'right', '1s'),
      valueCheck('sign', 'right'),
    ];
    const session = at.scene.open(checks, { known: [known] });
    await eventually(() =>
      expect(at.scene.said('sign')).toEqual(['notYet: wrong']),
    );
    expect(session.current()[0]).toMatchObject({ outcome: 'passed' });
  });
});

import { ApiFront } from '../testing/ApiFront';
import { eventually } from '../testing/eventually';
import { describeVerdicts } from './describeVerdicts';
import { checkOf, notFound, valueCheck, VerdictScene } from './VerdictScene';

jest.setTimeout(180_000);

/** Nothing but `unknown` for what could not be read, and no pass for what was read too early. */
describeVerdicts('verdicts-reading', at => {
  it('loses a pass at once with the object that it was for', async () => {
    await at.scene.writeValue('settings', 'right');
    at.scene.open([valueCheck('settings', 'right')]);
    await eventually(() =>
      expect(at.scene.said('settings')).toEqual(['passed']),
    );
    await at.scene.remove('ConfigMap', 'settings');
    const missing = notFound('ConfigMap', 'settings');
    await eventually(() =>
      expect(at.scene.said('settings')).toEqual(['passed', missing]),
    );
  });

  it('is unknown once the right to read was taken away', async () => {
    await at.scene.writeValue('settings', 'wrong');
    at.scene.open([valueCheck('settings', 'right', '3s')]);
    await eventually(() =>
      expect(at.scene.said('settings')).toEqual(['notYet: wrong']),
    );
    const bindings =
      at.watchScope === 'cluster'
        ? ['clusterrolebinding/academy-watcher', 'rolebinding/academy-backend']
        : ['rolebinding/academy-checker'];
    const removed = await at.scene.kubectl('get', ...bindings, '--output=json');
    await at.scene.kubectl('delete', ...bindings);
    await at.scene.writeValue('settings', 'right');
    const sequence = ['notYet: wrong', 'holds', 'unknown: forbidden'];
    await eventually(() => expect(at.scene.said('settings')).toEqual(sequence));
    await at.own.apply(removed);
    await eventually(() =>
      expect(at.scene.said('settings')).toEqual([
        ...sequence,
        'holds',
        'passed',
      ]),
    );
  });

  it('does not pass on a watch that hangs while the object breaks', async () => {
    await at.scene.writeValue('settings', 'wrong');
    at.scene.open([valueCheck('settings', 'right', '8s')]);
    const sequence = ['notYet: wrong'];
    const isSaid = () =>
      eventually(() => expect(at.scene.said('settings')).toEqual(sequence));
    await isSaid();
    await at.scene.writeValue('settings', 'right');
    sequence.push('holds');
    await isSaid();
    at.scene.line.stall();
    await at.scene.writeValue('settings', 'wrong');
    sequence.push('unknown: timeout');
    await isSaid();
    await at.scene.line.mend();
    sequence.push('notYet: wrong');
    await isSaid();
  });

  it('does not call solved together what was right at different times', async () => {
    await at.scene.writeValue('one', 'right');
    await at.scene.writeValue('two', 'wrong');
    const checks = [
      valueCheck('one', 'right'),
      valueCheck('two', 'right', '8s'),
    ];
    const session = at.scene.open(checks);
    await eventually(() => expect(at.scene.said('one')).toEqual(['passed']));
    await at.scene.writeValue('two', 'right');
    await eventually(() =>
      expect(at.scene.said('two')).toEqual(['notYet: wrong', 'holds']),
    );
    at.scene.line.stall();
    await at.scene.writeValue('one', 'wrong');
    await eventually(() =>
      expect(at.scene.said('two')).toEqual([
        'notYet: wrong',
        'holds',
        'unknown: timeout',
      ]),
    );
    expect(session.allPassed()).toBe(false);
    await at.scene.line.mend();
    await eventually(() =>
      expect(at.scene.said('one')).toEqual([
        'passed',
        'unknown: timeout',
        'notYet: wrong',
      ]),
    );
    await eventually(() =>
      expect(at.scene.said('two')).toEqual([
        ...['notYet: wrong', 'holds', 'unknown: timeout'],
        ...['holds', 'passed'],
      ]),
    );
    expect(session.allPassed()).toBe(false);
  });

  it('is unknown, and nothing else, from the death of an API server between two objects', async () => {
    await at.scene.writeValue('one', 'wrong');
    await at.scene.writeValue('two', 'wrong');
    const session = at.scene.open([
      valueCheck('one', 'right'),
      valueCheck('two', 'right'),
    ]);
    await eventually(() =>
      expect(at.scene.said('two')).toEqual(['notYet: wrong']),
    );
    await at.scene.writeValue('one', 'right');
    await eventually(() =>
      expect(at.scene.said('one')).toEqual(['notYet: wrong', 'passed']),
    );
    await at.own.restartApiServer();
    await eventually(() => expect(at.scene.said('one').at(-1)).toBe('passed'));
    // A server that just starts may refuse before it answers.
    const withoutReason = (checkId: string) =>
      at.scene
        .said(checkId)
        .map(words => words.replace(/^unknown: .*/, 'unknown'))
        .filter((words, index, all) => words !== all[index - 1]);
    await eventually(() =>
      expect(withoutReason('one')).toEqual([
        ...['notYet: wrong', 'passed', 'unknown', 'passed'],
      ]),
    );
    await eventually(() =>
      expect(withoutReason('two')).toEqual([
        ...['notYet: wrong', 'unknown', 'notYet: wrong'],
      ]),
    );
    expect(session.allPassed()).toBe(false);
    await at.scene.writeValue('two', 'right');
    await eventually(() => expect(session.allPassed()).toBe(true));
  });

  it('does not take the beginning of a list for all of it', async () => {
    const front = await ApiFront.create({ test: at.own.test });
    const behind = await VerdictScene.create({ ...at, front });
    await behind.writeValue('a', 'right');
    await behind.writeValue('b', 'wrong');
    const none = checkOf({
      id: 'none',
      resources: {
        all: { apiVersion: 'v1', kind: 'ConfigMap', selector: {} },
      },
      assert: {
        some: 'all.all(c, c.?data.?value.orValue("") != "wrong")',
      },
    });
    let broken = 0;
    const path =
      at.watchScope === 'cluster'
        ? '/api/v1/configmaps'
        : `/api/v1/namespaces/${behind.namespace}/configmaps`;
    front.answers.set(path, (req, res, forward) => {
      if (!req.url?.includes('watch=true') || broken === 2) return forward();
      broken += 1;
      const { namespace } = behind;
      const metadata = { name: 'a', namespace, resourceVersion: '1' };
      const object = { ...none.resources.all, metadata };
      res.writeHead(200, { 'content-type': 'application/json' });
      res.write(`${JSON.stringify({ type: 'ADDED', object })}\n`);
      return setTimeout(() => res.destroy(), 50);
    });
    behind.open([none]);
    await eventually(() =>
      expect(behind.said('none')).toEqual([
        'unknown: unreachable',
        'notYet: some',
      ]),
    );
    expect(broken).toBe(2);
    await behind.close();
    await front.down();
  });
});

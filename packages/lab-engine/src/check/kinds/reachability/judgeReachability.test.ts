import {
  DB,
  deny,
  ingressTo,
  judge,
  MESSAGE,
  pod,
  PODS,
  pods,
  policy,
  WEB_TO_DB,
} from './testing/network';

describe('a check of reachability', () => {
  it('says which side has no Pods', () => {
    expect(judge({ ...WEB_TO_DB, from: pods('cart') }, [])).toMatchObject({
      outcome: 'notYet',
      message: { en: expect.stringContaining('from which') },
      evidence: [{ kind: 'Pod', name: 'app=cart' }],
    });
    expect(judge({ ...WEB_TO_DB, to: pods('cart') }, [])).toMatchObject({
      outcome: 'notYet',
      message: { en: expect.stringContaining('to which') },
    });
  });

  it('does not count Pods that have ended, or that are not the learner’s', () => {
    const ended = pod('web', { labels: { app: 'web' }, phase: 'Succeeded' });
    const academys = pod('academy-probe-1', {
      labels: { app: 'web', 'kubernetes-academy.io/protected': 'true' },
    });
    expect(judge(WEB_TO_DB, [], [DB, ended, academys])).toMatchObject({
      outcome: 'notYet',
      message: { en: expect.stringContaining('from which') },
    });
  });

  it('wants all pairs of Pods to agree', () => {
    const second = pod('web-2', { labels: { app: 'web' } });
    const policies = [
      ingressTo('db', {
        from: [{ podSelector: { matchLabels: { tier: 'front' } } }],
      }),
    ];
    const all = [...PODS, second];
    expect(judge(WEB_TO_DB, policies, all)).toMatchObject({
      outcome: 'notYet',
      message: MESSAGE,
      evidence: [
        { kind: 'Pod', name: 'web-2', observed: 'denied', want: 'allowed' },
        { kind: 'Pod', name: 'db' },
        {
          kind: 'NetworkPolicy',
          name: 'in',
          uid: 'uid-in',
          observed: 'isolates ingress and does not allow this',
        },
      ],
    });
    const denied = { ...WEB_TO_DB, allowed: false };
    expect(judge(denied, policies, all)).toMatchObject({
      outcome: 'notYet',
      evidence: [
        { name: 'web', observed: 'allowed', want: 'denied' },
        { name: 'db' },
        { name: 'in', observed: 'allows this ingress' },
      ],
    });
  });

  it('leaves out that a Pod reaches itself, when there are others', () => {
    const second = pod('db-2', { labels: { app: 'db' } });
    const among = { from: pods('db'), to: pods('db'), port: 5432 };
    const evaluation = judge(
      { ...among, allowed: false },
      [deny('Ingress')],
      [DB, second],
    );
    expect(evaluation.outcome).toBe('passed');
  });

  it('says that a Pod has no port of the name', () => {
    expect(judge({ ...WEB_TO_DB, port: 'http' }, [])).toMatchObject({
      outcome: 'notYet',
      message: { en: expect.stringContaining('No container of Pod "db"') },
    });
  });

  it('names the policy whose block may mean Pods or not', () => {
    const policies = [
      ingressTo('db', { from: [{ ipBlock: { cidr: '10.42.0.0/16' } }] }),
    ];
    expect(judge(WEB_TO_DB, policies)).toMatchObject({
      outcome: 'notYet',
      message: { en: expect.stringContaining('NetworkPolicy "in"') },
    });
  });

  it('leaves out the policies of the sandbox’s own guards', () => {
    const guards = [
      policy(
        'academy-same-namespace',
        { ingress: [{ from: [{ podSelector: {} }] }] },
        { 'kubernetes-academy.io/protected': 'true' },
      ),
    ];
    const denied = { ...WEB_TO_DB, allowed: false };
    expect(judge(denied, guards).outcome).toBe('notYet');
    const withLearners = [...guards, deny('Ingress')];
    expect(judge(denied, withLearners).outcome).toBe('passed');
  });
});

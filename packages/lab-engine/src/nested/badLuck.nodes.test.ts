import { issueCertificate } from '../pki/certificates';
import { eventually } from '../testing/eventually';
import { readPkiFiles } from './pkiSecret';
import { mark, NODES_READY, written } from './testing/nestedChecks';
import { useNestedSandbox } from './testing/useNestedSandbox';

jest.setTimeout(180_000);

describe('a nested control plane in bad luck', () => {
  const scene = useNestedSandbox();
  const { watch, outcome, outcomes, pod, apiServerPod, changeFlag } = scene;

  it('goes on after the port-forward broke in the middle of a watch', async () => {
    await scene.runtime.applyNestedAsLearner(scene.sandbox, mark('before'));
    watch(written('after'));
    await outcome('notYet', 'Not written.');
    scene.proxy.reset();
    await scene.runtime.applyNestedAsLearner(scene.sandbox, mark('after'));
    expect(await outcome('passed')).toBe('passed');
  });

  it('is unknown while the line is cut, and goes on by itself', async () => {
    watch(NODES_READY);
    await outcome('passed');
    await scene.proxy.cut();
    await outcome('unknown', 'training cluster');
    await scene.proxy.mend();
    expect(await outcome('passed')).toBe('passed');
  });

  it('goes on after its API server was killed', async () => {
    watch(NODES_READY);
    await outcome('passed');
    const name = await apiServerPod(scene.test.client);
    const { stderr } = await scene.test.kubectl([
      ...['--namespace', scene.sandbox.namespace, 'debug', name],
      ...['--image', 'docker.io/library/busybox:1.37'],
      ...['--target', 'kube-apiserver', '--profile', 'baseline'],
      ...['--', 'kill', '1'],
    ]);
    expect(stderr).not.toContain('rror');
    await outcome('unknown', 'nested API server does not answer');
    expect(await outcome('passed')).toBe('passed');
  });

  it('never takes what it cannot read for wrong, with the pod that replaces it', async () => {
    await scene.runtime.applyNestedAsLearner(scene.sandbox, mark('kept'));
    watch(written('kept'));
    await outcome('passed');
    const name = await apiServerPod(scene.test.client);
    await scene.test.client.delete(pod(name), { gracePeriodSeconds: 0 });
    await outcome('unknown', 'nested API server does not answer');
    await outcome('passed');
    expect(outcomes()).toEqual(['passed', 'unknown', 'passed']);
  });

  it('is unknown with a wrong flag, and passes once that is repaired', async () => {
    await scene.runtime.applyNestedAsLearner(scene.sandbox, mark('kept'));
    watch(written('kept'));
    await outcome('passed');
    await changeFlag('--etcd-cafile', '--etcd-ca-file');
    await outcome(
      'unknown',
      'no pod of the Deployment kube-apiserver is ready',
    );
    // A server that is ending still answers on the connections it has.
    await eventually(() =>
      expect(
        scene.runtime.applyNestedAsLearner(scene.sandbox, mark('kept')),
      ).rejects.toMatchObject({
        code: 'cluster-unavailable',
        text: { ko: expect.stringContaining('준비된 파드가 없습니다') },
      }),
    );
    await changeFlag('--etcd-ca-file', '--etcd-cafile');
    await outcome('passed');
    expect(outcomes()).not.toContain('notYet');
  });

  it('says that its certificate has expired', async () => {
    const admin = await scene.test.admin();
    const { namespace } = scene.sandbox;
    const files = await readPkiFiles(admin, namespace);
    const expired = await issueCertificate(
      { certificate: files['ca.crt'], key: files['ca.key'] },
      {
        commonName: 'kube-apiserver',
        usages: ['server'],
        dnsNames: ['kube-apiserver', 'localhost'],
        validityDays: -0.5,
      },
    );
    const serve = async (certificate: string, key: string) => {
      await admin.patch(
        { apiVersion: 'v1', kind: 'Secret', namespace, name: 'pki' },
        {
          stringData: { 'apiserver.crt': certificate, 'apiserver.key': key },
        },
      );
      await admin.delete(pod(await apiServerPod(admin)));
    };
    watch({ ...NODES_READY, resources: {}, assert: [NODES_READY.assert[1]] });
    await outcome('passed');
    await serve(expired.certificate, expired.key);
    await outcome('unknown', 'has expired');
    await serve(files['apiserver.crt'], files['apiserver.key']);
    expect(await outcome('passed')).toBe('passed');
  });
});

import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeAcademy, refusal } from '../__testUtils__/FakeAcademy';
import { attempt, lab } from '../__testUtils__/fixtures';
import { renderLab } from '../__testUtils__/renderLab';

const FILE = 'kubeconfig-acad-first-deployment-1.yaml';

describe('TerminalPanel', () => {
  const saved: { name: string; blob: Blob }[] = [];

  beforeEach(() => {
    saved.length = 0;
    // jsdom has neither object URLs nor downloads.
    let blob: Blob;
    URL.createObjectURL = given => {
      blob = given as Blob;
      return 'blob:kubeconfig';
    };
    URL.revokeObjectURL = () => undefined;
    jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function click(this: HTMLAnchorElement) {
        saved.push({ name: this.download, blob });
      });
  });

  afterEach(() => jest.restoreAllMocks());

  it('saves a kubeconfig named after the sandbox, can copy it, and issues another', async () => {
    const issueKubeconfig = jest.fn(async () => ({
      kubeconfig: 'kind: Config',
      expiresAt: new Date(2026, 0, 5, 10, 30).toISOString(),
    }));
    const user = userEvent.setup();
    renderLab(lab, new FakeAcademy({ attempt, api: { issueKubeconfig } }));
    const download = await screen.findByRole('button', {
      name: 'Download kubeconfig',
    });
    expect(
      screen.queryByRole('button', { name: 'Copy kubeconfig' }),
    ).toBeNull();
    await user.click(download);

    expect(
      await screen.findByText(new RegExp(`${FILE} is valid until 10:30:00`)),
    ).toBeVisible();
    expect(saved).toHaveLength(1);
    expect(saved[0].name).toBe(FILE);
    expect(saved[0].blob.size).toBe('kind: Config'.length);
    expect(screen.queryByText('kind: Config')).toBeNull();
    expect(
      screen.getByRole('button', { name: 'Copy kubeconfig' }),
    ).toBeVisible();

    await user.click(download);
    await screen.findByText(/is valid until/);
    await waitFor(() => expect(saved).toHaveLength(2));
    expect(issueKubeconfig).toHaveBeenCalledTimes(2);
  });

  it('shows the commands for both kinds of shell', async () => {
    const { container } = renderLab(lab, new FakeAcademy({ attempt }));
    await screen.findByRole('button', { name: 'Download kubeconfig' });
    expect(container).toHaveTextContent(
      `export KUBECONFIG="$HOME/Downloads/${FILE}"`,
    );
    expect(container).toHaveTextContent(
      `$env:KUBECONFIG = "$HOME\\Downloads\\${FILE}"`,
    );
  });

  it('shows the way inside a nested control plane, once it is known', async () => {
    const nested = {
      context: 'nested',
      portForward: ['port-forward', 'service/kube-apiserver', '16443:6443'],
    };
    const issueKubeconfig = async () => ({
      kubeconfig: 'kind: Config',
      expiresAt: new Date(2026, 0, 5, 10, 30).toISOString(),
      nested,
    });
    const academy = new FakeAcademy({ attempt, api: { issueKubeconfig } });
    const { container } = renderLab(lab, academy);
    const download = await screen.findByRole('button', {
      name: 'Download kubeconfig',
    });
    expect(screen.queryByText('Nested control plane')).toBeNull();
    await userEvent.click(download);
    expect(await screen.findByText('Nested control plane')).toBeVisible();
    expect(container).toHaveTextContent(
      'kubectl port-forward service/kube-apiserver 16443:6443',
    );
    expect(container).toHaveTextContent('kubectl --context nested get nodes');
  });

  it('says why none was issued', async () => {
    const issueKubeconfig = async () => {
      throw await refusal(409, 'the attempt has ended');
    };
    renderLab(lab, new FakeAcademy({ attempt, api: { issueKubeconfig } }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Download kubeconfig' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'the attempt has ended',
    );
    expect(saved).toHaveLength(0);
  });
});

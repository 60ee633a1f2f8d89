import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeAcademy } from '../__testUtils__/FakeAcademy';
import { afterStart, attempt, lab } from '../__testUtils__/fixtures';
import { renderLab } from '../__testUtils__/renderLab';

const waiting = {
  ...attempt,
  state: 'requested' as const,
  readyAt: undefined,
  queue: { position: 3, expectedWaitSeconds: 660 },
};

describe('an attempt in the queue', () => {
  it('shows its place and the expected wait, and moves with the stream', async () => {
    const academy = new FakeAcademy({ attempt: waiting });
    renderLab(lab, academy);
    const place = await screen.findByText('Number 3 in the queue');
    expect(place.closest('[role="status"]')).toHaveTextContent(
      'Expected wait: about 11 minutes',
    );
    await academy.emit({
      type: 'queue',
      queue: { position: 1, expectedWaitSeconds: 60 },
    });
    expect(screen.getByText('Number 1 in the queue')).toBeVisible();
    expect(screen.getByText('Expected wait: about 1 minute')).toBeVisible();

    await academy.emit(
      { type: 'state', state: 'provisioning' },
      { queue: undefined },
    );
    expect(screen.queryByText(/in the queue/)).toBeNull();
  });

  it('says in Korean that labs are switched off, and why', async () => {
    const stopped = { en: 'Upgrade until noon.', ko: '정오까지 점검합니다.' };
    const academy = new FakeAcademy({
      attempt: { ...waiting, queue: { position: 2, stopped } },
    });
    renderLab(lab, academy, 'ko');
    expect(
      await screen.findByText('지금은 실습을 시작할 수 없습니다'),
    ).toBeVisible();
    expect(screen.getByText('정오까지 점검합니다.')).toBeVisible();
    expect(screen.getByText('대기 순서 2번째')).toBeVisible();
    expect(screen.queryByText(/예상 대기 시간/)).toBeNull();
  });

  it('can be left after a question', async () => {
    const endAttempt = jest.fn(async () => ({
      ...waiting,
      state: 'abandoned' as const,
      endedAt: afterStart(60),
      cursor: 11,
    }));
    renderLab(lab, new FakeAcademy({ attempt: waiting, api: { endAttempt } }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Leave the queue' }),
    );
    const dialog = screen.getByRole('dialog', { name: 'Leave the queue?' });
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Give up my place' }),
    );
    expect(await screen.findByText('You ended this attempt')).toBeVisible();
  });
});

import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { UnitView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { FakeAcademy, refusal } from '../__testUtils__/FakeAcademy';
import { attempt, lab, notYet, passed } from '../__testUtils__/fixtures';
import { renderLab } from '../__testUtils__/renderLab';

const asking: UnitView = {
  ...lab,
  tasks: [
    {
      id: 'umbrella',
      title: { en: 'The umbrella', ko: '우산' },
      text: { en: 'Find it.', ko: '찾으세요.' },
      hintCount: 0,
      checks: [
        {
          id: 'tag',
          title: { en: 'You know the tag', ko: '꼬리표를 안다' },
          answer: { prompt: { en: 'What is on the tag?', ko: '꼬리표에는?' } },
        },
        {
          id: 'command',
          title: { en: 'You know the command', ko: '명령을 안다' },
          answer: {
            prompt: { en: 'Which command?', ko: '어느 명령?' },
            options: [
              { id: 'list', text: { en: 'kubectl get', ko: 'kubectl get' } },
              { id: 'drop', text: { en: 'kubectl delete', ko: '삭제' } },
            ],
          },
        },
      ],
    },
  ],
};

describe('checks that ask for an answer', () => {
  it('takes text by keyboard and shows what becomes of it', async () => {
    const answerCheck = jest.fn(
      async (_: string, checkId: string, answer: string) => ({
        checkId,
        answer,
      }),
    );
    const academy = new FakeAcademy({ attempt, api: { answerCheck } });
    renderLab(asking, academy);
    const field = await screen.findByRole('textbox', {
      name: 'What is on the tag?',
    });
    await userEvent.type(field, 'blue-7{Enter}');
    expect(answerCheck).toHaveBeenCalledWith('a1', 'tag', 'blue-7');
    expect(await screen.findByText('Your answer: blue-7')).toHaveAttribute(
      'role',
      'status',
    );

    await academy.emit({
      type: 'verdict',
      verdict: notYet('tag', {
        message: { en: 'The tag says more.', ko: '더 있습니다.' },
        evidence: [],
      }),
    });
    expect(screen.getByText('The tag says more.')).toBeVisible();
    await academy.emit({ type: 'verdict', verdict: passed('tag') });
    expect(screen.getByText('1 of 2 checks passed')).toBeVisible();
    expect(field).toHaveValue('blue-7');
  });

  it('keeps what was typed when it was not taken', async () => {
    const error = await refusal(429, 'One answer a second is taken');
    const answerCheck = () => Promise.reject(error);
    renderLab(asking, new FakeAcademy({ attempt, api: { answerCheck } }));
    const field = await screen.findByRole('textbox', {
      name: 'What is on the tag?',
    });
    const form = within(field.closest('form')!);
    const send = form.getByRole('button', { name: 'Send answer' });
    expect(send).toBeDisabled();
    await userEvent.type(field, 'blue');
    await userEvent.click(send);
    expect(await form.findByRole('alert')).toHaveTextContent(
      'One answer a second is taken',
    );
    expect(field).toHaveValue('blue');
    expect(send).toBeEnabled();
  });

  it('offers options as a group of radio buttons', async () => {
    const answerCheck = jest.fn(async () => ({
      checkId: 'command',
      answer: 'list',
    }));
    renderLab(asking, new FakeAcademy({ attempt, api: { answerCheck } }));
    const group = await screen.findByRole('group', { name: 'Which command?' });
    expect(group.tagName).toBe('FIELDSET');
    await userEvent.click(
      within(group).getByRole('radio', { name: 'kubectl get' }),
    );
    await userEvent.click(
      within(group.closest('form')!).getByRole('button', {
        name: 'Send answer',
      }),
    );
    expect(answerCheck).toHaveBeenCalledWith('a1', 'command', 'list');
    expect(await screen.findByText('Your answer: kubectl get')).toBeVisible();
  });

  it('remembers the answers given before, also on another device', async () => {
    const academy = new FakeAcademy({
      attempt: { ...attempt, answers: { tag: 'blue-7', command: 'drop' } },
    });
    renderLab(asking, academy);
    expect(
      await screen.findByRole('textbox', { name: 'What is on the tag?' }),
    ).toHaveValue('blue-7');
    expect(screen.getByRole('radio', { name: 'kubectl delete' })).toBeChecked();
    await academy.emit({ type: 'answer', checkId: 'tag', answer: 'red-1' });
    expect(screen.getByText('Your answer: red-1')).toBeVisible();
  });
});

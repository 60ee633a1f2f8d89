import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { course, lesson } from '../../__testUtils__/fixtures';
import { renderAcademy } from '../../__testUtils__/renderAcademy';

const GET_UNIT = `GET /units/${lesson.id}`;

describe('the page of the Academy', () => {
  it('keeps what is shown when the language or the section changes', async () => {
    const user = userEvent.setup();
    const { requests } = renderAcademy({
      path: `/academy/courses/${lesson.id}`,
      answers: { [GET_UNIT]: lesson },
    });
    const scheduler = await screen.findByRole('radio', {
      name: 'The scheduler',
    });
    await user.click(scheduler);

    await user.click(screen.getByRole('button', { name: '한국어' }));
    expect(await screen.findByRole('tab', { name: '코스' })).toBeVisible();
    expect(screen.getByRole('radio', { name: '스케줄러' })).toBe(scheduler);
    expect(scheduler).toBeChecked();

    await user.click(screen.getByRole('link', { name: '제한' }));
    await waitFor(() => expect(window.location.hash).toBe('#section-2'));
    expect(scheduler).toBeInTheDocument();
    expect(requests).toEqual([GET_UNIT]);
  });

  it('opens with the courses and leads to the other tabs', async () => {
    renderAcademy({
      path: '/academy',
      answers: {
        'GET /courses': [course],
        'GET /record': {
          userRef: 'user:default/mina',
          progress: [],
          attempts: [],
        },
      },
    });
    await screen.findByRole('region', { name: 'Foundations' });
    expect(window.location.pathname).toBe('/academy/courses');
    expect(screen.getByRole('main')).toHaveTextContent('Foundations');

    await userEvent.click(screen.getByRole('tab', { name: 'My record' }));
    expect(await screen.findByText('Nothing here yet')).toBeVisible();
    expect(window.location.pathname).toBe('/academy/record');
  });

  it('says that there is nothing at an unknown address', async () => {
    renderAcademy({ path: '/academy/courses/a/b', answers: {} });
    expect(await screen.findByText('Not found')).toBeVisible();
  });
});

import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { lesson } from '../../__testUtils__/fixtures';
import { LessonMarkdown, type LessonMarkdownProps } from './LessonMarkdown';

const show = (text: string, more: Partial<LessonMarkdownProps> = {}) =>
  renderInTestApp(
    <div data-testid="text">
      <LessonMarkdown text={text} {...more} />
    </div>,
  );

describe('LessonMarkdown', () => {
  it('renders Markdown with tables', async () => {
    show('Some **bold** text\n\n| a | b |\n|---|---|\n| 1 | 2 |');
    expect(await screen.findByText('bold')).toBeVisible();
    expect(screen.getByRole('table')).toHaveTextContent('ab12');
  });

  it('names call-outs by their kind', async () => {
    show(':::warning Careful\nThis **deletes** it.\n:::');
    const note = await screen.findByRole('note', { name: 'Warning' });
    expect(note).toHaveTextContent('Warning: CarefulThis deletes it.');
  });

  it('links headings to themselves, one level below the title of the unit', async () => {
    show('## Use `requests`');
    const heading = await screen.findByRole('heading', { level: 3 });
    expect(heading).toHaveAttribute('id', 'section-1');
    expect(within(heading).getByText('requests').tagName).toBe('CODE');
    expect(
      within(heading).getByRole('link', { name: 'Link to this section' }),
    ).toHaveAttribute('href', '#section-1');
  });

  it('copies code', async () => {
    const user = userEvent.setup();
    const execCommand = jest.fn(() => true);
    Object.assign(document, { execCommand });
    show('```yaml\nkind: Pod\n```');
    await user.click(
      await screen.findByRole('button', { name: 'Copy the code' }),
    );
    expect(execCommand).toHaveBeenCalledWith('copy');
    expect(screen.getByRole('button', { name: 'Copied' })).toBeVisible();
    expect(screen.getByRole('group', { name: 'Code' })).toHaveAttribute(
      'tabindex',
      '0',
    );
  });

  it('places questions where the text says', async () => {
    show('Before\n\n:::quiz who-reads\n\nAfter', {
      renderQuiz: id => <p>Question {id}</p>,
    });
    expect(await screen.findByText('Question who-reads')).toBeVisible();
    expect(screen.getByTestId('text')).toHaveTextContent(
      'BeforeQuestion who-readsAfter',
    );
  });

  it('shows a diagram as an image, and large on demand', async () => {
    const user = userEvent.setup();
    show(':::diagram flow', { diagrams: lesson.diagrams });
    const image = await screen.findByRole('img', {
      name: 'From request to node',
    });
    expect(image).toHaveAttribute(
      'src',
      expect.stringMatching(/^data:image\/svg\+xml;charset=utf-8,%3Csvg/),
    );

    await user.click(
      screen.getByRole('button', {
        name: 'Enlarge the diagram',
      }),
    );
    expect(
      within(await screen.findByRole('dialog', { name: 'Diagram' })).getByRole(
        'img',
        { name: 'From request to node' },
      ),
    ).toBeVisible();
    await user.keyboard('{Escape}');
    await screen.findByRole('button', { name: /Enlarge/ });
  });

  it('leaves a diagram out that the unit does not have', async () => {
    show('Before\n\n:::diagram missing', { diagrams: [] });
    expect(await screen.findByText('Before')).toBeVisible();
    expect(screen.queryByRole('img')).toBeNull();
  });
});

describe('LessonMarkdown with hostile text', () => {
  it.each([
    '<script>window.hacked = true</script>',
    '<img src=x onerror="window.hacked = true">',
    '<svg onload="window.hacked = true"><script>1</script></svg>',
    '<iframe src="javascript:window.hacked = true"></iframe>',
    '<style>body { display: none }</style>',
    '<a href="javascript:alert(1)">x</a>',
    '![x](http://tracker.example/x.png)',
    '![x][y]',
    ':::tip <img src=x onerror=alert(1)>\n<script>1</script>\n:::',
    '## <img src=x onerror=alert(1)>',
  ])('shows %s as text', async payload => {
    show(`Before\n\n${payload}\n\n[y]: http://tracker.example/y.png`);
    await screen.findByText('Before');
    const text = screen.getByTestId('text');
    expect(
      text.querySelectorAll('script, img, iframe, style, svg[onload]'),
    ).toHaveLength(0);
    expect(text.innerHTML).not.toMatch(/<[^>]*\son\w+=/);
    expect(text.innerHTML).not.toMatch(/<[^>]*javascript:/);
    expect(text).toHaveTextContent(/[<!]/);
  });

  it('does not link to scripts', async () => {
    show('[click](javascript:alert(1)) and [data](data:text/html,x)');
    expect(await screen.findByText(/click/)).toBeVisible();
    expect(screen.queryByRole('link')).toBeNull();
  });
});

import { useMemo, type ReactNode } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import { MarkdownContent } from '@backstage/core-components';
import type { UnitView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { type Block, parseBlocks } from './blocks';
import { Callout } from './Callout';
import { CodeBlock } from './CodeBlock';
import { Diagram } from './Diagram';
import { Heading } from './Heading';
import { withoutMarkup } from './literal';

const useStyles = makeStyles(theme => ({
  root: {
    ...theme.typography.body1,
    lineHeight: 1.7,
    overflowWrap: 'break-word',
    // Within text, colour alone does not tell a link.
    '& p a, & li a, & td a': { textDecoration: 'underline' },
    // Wide tables scroll by themselves, not the page.
    '& table': { display: 'block', maxWidth: '100%', overflowX: 'auto' },
    '& th, & td': { padding: theme.spacing(1), lineHeight: 1.5 },
    '& :not(pre) > code': {
      padding: '0.1em 0.3em',
      borderRadius: 3,
      fontSize: '0.9em',
      backgroundColor: theme.palette.action.hover,
    },
  },
}));

/** Options of {@link LessonMarkdown}. */
export interface LessonMarkdownProps {
  /** Markdown with the Academy's blocks. */
  text: string;
  /** The diagrams that `:::diagram id` can place. */
  diagrams?: UnitView['diagrams'];
  /** Renders the question that `:::quiz id` places. */
  renderQuiz?(questionId: string): ReactNode;
}

/**
 * Text of a unit. The Academy's blocks become components before Markdown is
 * rendered; HTML and images in the text show as the characters they are.
 */
export function LessonMarkdown(props: LessonMarkdownProps) {
  const { text } = props;
  const classes = useStyles();
  const blocks = useMemo(() => parseBlocks(text), [text]);
  return (
    <div className={classes.root}>
      {blocks.map((block, index) => (
        // The position finds the same place again in the other language.
        <div key={index} data-block={index}>
          <BlockContent {...props} block={block} />
        </div>
      ))}
    </div>
  );
}

function BlockContent(props: LessonMarkdownProps & { block: Block }) {
  const { block, diagrams = [], renderQuiz } = props;
  switch (block.type) {
    case 'heading':
      return <Heading {...block} />;
    case 'code':
      return <CodeBlock text={block.text} language={block.language} />;
    case 'callout':
      return (
        <Callout kind={block.kind} title={block.title}>
          {block.blocks.map((inner, index) => (
            <BlockContent key={index} {...props} block={inner} />
          ))}
        </Callout>
      );
    case 'quiz':
      return <>{renderQuiz?.(block.id)}</>;
    case 'diagram': {
      const diagram = diagrams.find(({ id }) => id === block.id);
      return diagram ? <Diagram diagram={diagram} /> : null;
    }
    default:
      return (
        <MarkdownContent
          content={withoutMarkup(block.text)}
          dialect="gfm"
          transformImageUri={() => ''}
        />
      );
  }
}

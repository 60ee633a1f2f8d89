import { makeStyles } from '@material-ui/core/styles';
import type { UnitView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useAcademyLanguage, useLocalized } from '../../hooks';
import { LessonMarkdown } from '../markdown';
import { KeepPlace } from './KeepPlace';
import { MarkAsRead } from './MarkAsRead';
import { Objectives } from './Objectives';
import { Question } from './Question';
import { TableOfContents } from './TableOfContents';
import { useScrollToHash } from './useScrollToHash';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(0, 4),
    [theme.breakpoints.up('md')]: {
      gridTemplateColumns: 'minmax(0, 48rem) minmax(12rem, 18rem)',
    },
  },
  contents: {
    [theme.breakpoints.up('md')]: {
      gridColumn: 2,
      gridRow: '1 / span 3',
      position: 'sticky',
      top: theme.spacing(2),
      alignSelf: 'start',
    },
  },
}));

/** A lesson to read, with its questions where the text places them. */
export function Reader(props: { unit: UnitView }) {
  const { unit } = props;
  const classes = useStyles();
  const localized = useLocalized();
  const { language } = useAcademyLanguage();
  const text = localized(unit.text);
  useScrollToHash();
  return (
    <KeepPlace language={language}>
      <div className={classes.root} lang={language}>
        <Objectives objectives={unit.objectives} />
        <div className={classes.contents}>
          <TableOfContents text={text} />
        </div>
        <div>
          <LessonMarkdown
            text={text}
            diagrams={unit.diagrams}
            renderQuiz={questionId => {
              const index = unit.quiz.findIndex(({ id }) => id === questionId);
              return index < 0 ? null : (
                <Question
                  unitId={unit.id}
                  question={unit.quiz[index]}
                  number={index + 1}
                />
              );
            }}
          />
          <MarkAsRead unit={unit} />
        </div>
      </div>
    </KeepPlace>
  );
}

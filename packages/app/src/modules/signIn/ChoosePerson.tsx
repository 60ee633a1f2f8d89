import {
  configApiRef,
  useApi,
  type SignInPageProps,
} from '@backstage/core-plugin-api';
import {
  appLanguageApiRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import Container from '@material-ui/core/Container';
import List from '@material-ui/core/List';
import ListItem from '@material-ui/core/ListItem';
import ListItemText from '@material-ui/core/ListItemText';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import { chosenPerson } from './chosenPerson';
import { readPeople } from './readPeople';
import { SignInAs } from './SignInAs';
import { signInTranslationRef } from './translation';

const useStyles = makeStyles(theme => ({
  page: { paddingTop: theme.spacing(6) },
}));

/** Lists the example company's people and signs in as the chosen one. */
export const ChoosePerson = ({ onSignInSuccess }: SignInPageProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(signInTranslationRef);
  const { language } = useApi(appLanguageApiRef).getLanguage();
  const people = readPeople(useApi(configApiRef));
  const [chosen, setChosen] = useState(chosenPerson.get);
  if (chosen) {
    return <SignInAs person={chosen} onSignInSuccess={onSignInSuccess} />;
  }
  const choose = (ref: string) => {
    chosenPerson.set(ref);
    setChosen(ref);
  };
  return (
    <Container component="main" maxWidth="sm" className={classes.page}>
      <Typography variant="h3" component="h1" gutterBottom>
        {t('title')}
      </Typography>
      <Typography gutterBottom>{t('text')}</Typography>
      {people.length === 0 && (
        <Typography role="alert">{t('nobody')}</Typography>
      )}
      <Paper variant="outlined">
        <List>
          {people.map(({ ref, name, title }) => (
            <ListItem
              button
              component="button"
              key={ref}
              onClick={() => choose(ref)}
            >
              <ListItemText
                primary={name}
                secondary={language === 'ko' ? title.ko : title.en}
              />
            </ListItem>
          ))}
        </List>
      </Paper>
    </Container>
  );
};

import { ProxiedSignInPage } from '@backstage/core-components';
import {
  configApiRef,
  useApi,
  type SignInPageProps,
} from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Container from '@material-ui/core/Container';
import List from '@material-ui/core/List';
import ListItem from '@material-ui/core/ListItem';
import ListItemText from '@material-ui/core/ListItemText';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useState } from 'react';
import { readPeople } from './readPeople';
import { signInTranslationRef } from './translation';

const STORAGE_KEY = 'academy.person';

const useStyles = makeStyles(theme => ({
  page: { paddingTop: theme.spacing(6) },
}));

/** Signs in as the chosen person; remembers the choice for this browser tab. */
export const ChoosePerson = ({ onSignInSuccess }: SignInPageProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(signInTranslationRef);
  const people = readPeople(useApi(configApiRef));
  const [chosen, setChosen] = useState(() =>
    window.sessionStorage.getItem(STORAGE_KEY),
  );
  if (chosen) {
    return (
      <ProxiedSignInPage
        provider="dev"
        headers={{ 'x-academy-person': chosen }}
        onSignInSuccess={identity => {
          onSignInSuccess({
            getProfileInfo: () => identity.getProfileInfo(),
            getBackstageIdentity: () => identity.getBackstageIdentity(),
            getCredentials: () => identity.getCredentials(),
            async signOut() {
              window.sessionStorage.removeItem(STORAGE_KEY);
              await identity.signOut();
            },
          });
        }}
      />
    );
  }
  const choose = (ref: string) => {
    window.sessionStorage.setItem(STORAGE_KEY, ref);
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
              <ListItemText primary={name} secondary={title} />
            </ListItem>
          ))}
        </List>
      </Paper>
    </Container>
  );
};

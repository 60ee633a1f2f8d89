import { ProxiedSignInPage } from '@backstage/core-components';
import type { SignInPageProps } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Container from '@material-ui/core/Container';
import Typography from '@material-ui/core/Typography';
import { chosenPerson } from './chosenPerson';
import { signInTranslationRef } from './translation';

/** Says why the sign-in failed, and lets one choose again. */
const SignInFailed = ({ error }: { error?: Error }) => {
  const { t } = useTranslationRef(signInTranslationRef);
  const chooseAgain = () => {
    chosenPerson.forget();
    window.location.reload();
  };
  return (
    <Container component="main" maxWidth="sm" role="alert">
      <Typography variant="h3" component="h1" gutterBottom>
        {t('failed')}
      </Typography>
      <Typography gutterBottom>{error?.message}</Typography>
      <Button variant="contained" color="primary" onClick={chooseAgain}>
        {t('chooseAgain')}
      </Button>
    </Container>
  );
};

/** Signs in through the backend's provider `dev`. */
export const SignInAs = (
  props: SignInPageProps & {
    /** Entity ref of a catalog User. */
    person: string;
  },
) => (
  <ProxiedSignInPage
    provider="dev"
    headers={{ 'x-academy-person': props.person }}
    ErrorComponent={SignInFailed}
    onSignInSuccess={identity =>
      props.onSignInSuccess({
        getProfileInfo: () => identity.getProfileInfo(),
        getBackstageIdentity: () => identity.getBackstageIdentity(),
        getCredentials: () => identity.getCredentials(),
        async signOut() {
          chosenPerson.forget();
          await identity.signOut();
        },
      })
    }
  />
);

import type { LocalizedText } from '@kubernetes-academy/backstage-plugin-academy-common';

/** @param kind - as the check names it */
export function notRegistered(kind: string): LocalizedText {
  return {
    en: `This check needs the check kind "${kind}", which no plugin of this portal brings. This is not about your work; whoever runs the portal has to install that plugin.`,
    ko: `이 체크에는 체크 종류 "${kind}"이(가) 필요하지만 이 포털의 어떤 플러그인도 제공하지 않습니다. 작업 결과와는 무관하며, 포털 운영자가 해당 플러그인을 설치해야 합니다.`,
  };
}

/** The plugin's evaluator does not come to an end. */
export function takesTooLong(kind: string): LocalizedText {
  return {
    en: `The check kind "${kind}" takes long to answer. The check continues by itself as soon as it does.`,
    ko: `체크 종류 "${kind}"의 응답이 늦어지고 있습니다. 응답이 돌아오면 체크가 자동으로 이어집니다.`,
  };
}

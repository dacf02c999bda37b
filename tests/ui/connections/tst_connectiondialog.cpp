// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/connections/fakecontrol.h"
#include "ui/connections/connectiondialog.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTest>
#include <QToolButton>

using namespace outcrop;
using namespace outcrop::connections;
using namespace Qt::StringLiterals;
using test::FakeConnectionControl;
using ui::connections::ConnectionDialog;
using ui::models::CheckStep;

namespace
{

struct Rig {
    ConnectionStore store;
    FakeConnectionControl control{store};
    std::unique_ptr<ConnectionDialog> dialog;
    QString id;

    Rig()
    {
        ConnectionSpec builtIn;
        builtIn.id = u"simulator"_s;
        builtIn.name = u"Simulator"_s;
        builtIn.kind = ConnectionKind::Simulator;
        store.addBuiltIn(builtIn);
        ConnectionSpec spec;
        spec.name = u"work"_s;
        spec.region = u"us-east-1"_s;
        id = store.add(spec);
        dialog = std::make_unique<ConnectionDialog>(&store, &control);
        dialog->select(id);
        dialog->show();
    }

    const ConnectionSpec &spec() const { return *store.find(id); }

    /// The visible widget a person would find under that name; null when there is none.
    template <typename Widget>
    Widget *named(const QString &name) const
    {
        QCoreApplication::processEvents(); // new rows are shown when they are laid out
        for (Widget *widget : dialog->findChildren<Widget *>()) {
            if (widget->accessibleName() == name && widget->isVisible())
                return widget;
        }
        return nullptr;
    }
    QPushButton *button(const QString &text) const
    {
        for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
            if (button->text() == text && button->isVisible())
                return button;
        }
        return nullptr;
    }
    bool says(const QString &text) const
    {
        QCoreApplication::processEvents();
        const auto labels = dialog->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&text](const QLabel *label) {
            return label->isVisible() && label->text().contains(text);
        });
    }
    void type(QLineEdit *edit, const QString &text) const
    {
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Return);
    }
    void choose(QComboBox *box, const QString &part) const
    {
        const int at = box->findText(part, Qt::MatchContains);
        QVERIFY2(at >= 0, qPrintable(part));
        box->setCurrentIndex(at);
        Q_EMIT box->activated(at);
    }
};

} // namespace

class TestConnectionDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesAFieldWhenItIsLeftAndUndoes();
    void saysWhatIsWrongBelowTheField();
    void switchesToAGatewayWithAKeyInAHeader();
    void aSecretGoesToTheKeychainAndIsNeverShown();
    void cleansWhatIsPastedAndRefusesWhatCannotBeSent();
    void aMissingSecretAsksToBeEnteredAgain();
    void aMissingSecretCanBeForgotten();
    void theKeyboardGoesToTheSecretThatIsMissing();
    void secretHeadersHoldNoValue();
    void builtInConnectionsCannotBeChanged();
    void deletesDuplicatesAndBringsBack();
    void importsProfilesOnce();
    void saysWhoSendsAndOffersToSignIn();
    void aProxyThatWantsAPasswordGetsOne();
    void saysWhatIsOddInTheAwsFiles();
    void showsTheStepsOfACheck();
    void whatACheckFindsIsInView();
    void copiesThePolicyThatIsMissing();
    void everyFieldHasANameForScreenReaders();
};

void TestConnectionDialog::changesAFieldWhenItIsLeftAndUndoes()
{
    Rig rig;
    auto *name = rig.named<QLineEdit>(u"Name"_s);
    QVERIFY(name);
    QCOMPARE(name->text(), u"work"_s);
    rig.type(name, u"office"_s);
    QCOMPARE(rig.spec().name, u"office"_s);
    QVERIFY(rig.says(u"office"_s));
    QTest::keyClick(rig.dialog.get(), Qt::Key_Z, Qt::ControlModifier);
    if (rig.spec().name != u"work"_s) // the field itself may have taken the key
        rig.store.undoStack().undo();
    QCOMPARE(rig.spec().name, u"work"_s);
    QCOMPARE(name->text(), u"work"_s);
}

void TestConnectionDialog::saysWhatIsWrongBelowTheField()
{
    Rig rig;
    auto *endpoint = rig.named<QLineEdit>(u"Endpoint"_s);
    QVERIFY(endpoint);
    rig.type(endpoint, u"ftp://files.example"_s);
    QCOMPARE(rig.spec().endpointUrl, u"ftp://files.example"_s); // kept as typed
    const auto problems = problemsOf(rig.spec());
    QVERIFY(!problems.empty());
    QVERIFY(rig.says(problems.front().message));
    rig.type(endpoint, u"https://vpce.example/prefix"_s);
    QVERIFY(!rig.says(problems.front().message));
}

void TestConnectionDialog::switchesToAGatewayWithAKeyInAHeader()
{
    Rig rig;
    QVERIFY(rig.button(u"Gateway"_s));
    QTest::mouseClick(rig.button(u"Gateway"_s), Qt::LeftButton);
    QCOMPARE(rig.spec().kind, ConnectionKind::Gateway);
    auto *source = rig.named<QComboBox>(u"Credentials"_s);
    QVERIFY(source);
    rig.choose(source, u"header"_s);
    QCOMPARE(rig.spec().auth, AuthKind::Header);
    QCOMPARE(rig.spec().headerName, u"x-bf-vk"_s);
    QVERIFY(rig.named<QLineEdit>(u"API key"_s));
    rig.choose(source, u"None"_s);
    QCOMPARE(rig.spec().auth, AuthKind::None);
    QVERIFY(!rig.named<QLineEdit>(u"API key"_s));
}

void TestConnectionDialog::aSecretGoesToTheKeychainAndIsNeverShown()
{
    Rig rig;
    rig.choose(rig.named<QComboBox>(u"Credentials"_s), u"API key (bearer)"_s);
    auto *key = rig.named<QLineEdit>(u"API key"_s);
    QVERIFY(key);
    QCOMPARE(key->echoMode(), QLineEdit::Password);
    rig.type(key, u"ABSKcanary0123456789"_s);
    QCOMPARE(key->text(), QString());
    QCOMPARE(rig.control.secrets.size(), std::size_t(1));
    QCOMPARE(rig.control.secrets.begin()->first, secretName(rig.id, tokenSecret()));
    QCOMPARE(rig.control.secrets.begin()->second.reveal(), QByteArray("ABSKcanary0123456789"));
    QVERIFY(rig.says(u"in the keychain"_s));
    for (const QLineEdit *edit : rig.dialog->findChildren<QLineEdit *>())
        QVERIFY(!edit->text().contains(u"canary"_s));
    auto *remove = rig.named<QPushButton>(u"Remove API key"_s);
    QVERIFY(remove && remove->isEnabled());
    QTest::mouseClick(remove, Qt::LeftButton);
    QVERIFY(rig.control.secrets.empty());
    QVERIFY(!remove->isEnabled());
}

void TestConnectionDialog::cleansWhatIsPastedAndRefusesWhatCannotBeSent()
{
    Rig rig;
    rig.choose(rig.named<QComboBox>(u"Credentials"_s), u"API key (bearer)"_s);
    auto *key = rig.named<QLineEdit>(u"API key"_s);
    QVERIFY(key);
    const QString name = secretName(rig.id, tokenSecret());
    key->setText(u"\u00a0Bearer ABSKexample\u00a0\n"_s);
    QTest::keyClick(key, Qt::Key_Return);
    QCOMPARE(rig.control.secrets.at(name).reveal(), QByteArray("ABSKexample"));
    QVERIFY(rig.says(u"White space around API key was left out."_s));
    QVERIFY(rig.says(u"The word Bearer"_s));
    key->setText(u"ABSK with a gap"_s);
    QTest::keyClick(key, Qt::Key_Return);
    QVERIFY(rig.says(u"API key cannot be used: it has white space at position 5."_s));
    QCOMPARE(key->text(), u"ABSK with a gap"_s); // to be corrected
    QCOMPARE(rig.control.secrets.at(name).reveal(), QByteArray("ABSKexample"));
}

/// Fault 52: the session has another keychain than the one it was put into.
void TestConnectionDialog::aMissingSecretAsksToBeEnteredAgain()
{
    Rig rig;
    rig.control.missing = u"It was put into KDE Wallet; this session has GNOME Keyring."_s;
    rig.choose(rig.named<QComboBox>(u"Credentials"_s), u"API key (bearer)"_s);
    auto *key = rig.named<QLineEdit>(u"API key"_s);
    QVERIFY(key->isVisible() && key->isEnabled());
    QCOMPARE(key->placeholderText(), u"paste it here"_s);
    QVERIFY(rig.says(rig.control.missing));
    QVERIFY(rig.control.secrets.empty());
    rig.type(key, u"ABSKcanary0123456789"_s);
    QCOMPARE(rig.control.secrets.size(), std::size_t(1));
    QVERIFY(!rig.says(rig.control.missing));
}

void TestConnectionDialog::aMissingSecretCanBeForgotten()
{
    Rig rig;
    rig.control.missing = u"It was put into KDE Wallet; this session has GNOME Keyring."_s;
    rig.choose(rig.named<QComboBox>(u"Credentials"_s), u"API key (bearer)"_s);
    auto *remove = rig.named<QPushButton>(u"Remove API key"_s);
    QVERIFY(remove->isEnabled());
    QVERIFY2(remove->toolTip().contains(u"Forgets"), qPrintable(remove->toolTip()));
    remove->click();
    QVERIFY(rig.says(u"not set"_s) && !rig.says(u"KDE Wallet"_s));
    QVERIFY(!remove->isEnabled() && remove->toolTip().isEmpty());
}

void TestConnectionDialog::theKeyboardGoesToTheSecretThatIsMissing()
{
    Rig rig;
    rig.choose(rig.named<QComboBox>(u"Credentials"_s), u"Access keys typed in here"_s);
    ConnectionSpec temporary = rig.spec();
    temporary.hasSessionToken = true;
    rig.store.change(temporary);
    rig.dialog->enterSecret();
    QCOMPARE(rig.dialog->focusWidget(), rig.named<QLineEdit>(u"Secret access key"_s));
    rig.type(rig.named<QLineEdit>(u"Secret access key"_s), u"canary"_s);
    rig.dialog->enterSecret();
    QCOMPARE(rig.dialog->focusWidget(), rig.named<QLineEdit>(u"Session token"_s));
}

void TestConnectionDialog::secretHeadersHoldNoValue()
{
    Rig rig;
    auto *add = rig.named<QPushButton>(u"Add a header"_s);
    QVERIFY(add);
    add->click();
    rig.type(rig.named<QLineEdit>(u"Name of header 1"_s), u"x-team"_s);
    rig.type(rig.named<QLineEdit>(u"Value of header 1"_s), u"prompting"_s);
    QCOMPARE(rig.spec().headers.size(), std::size_t(1));
    QCOMPARE(rig.spec().headers.front(), (ExtraHeader{u"x-team"_s, u"prompting"_s, false}));
    rig.named<QCheckBox>(u"Header 1 is secret"_s)->click();
    QCOMPARE(rig.spec().headers.front(), (ExtraHeader{u"x-team"_s, QString(), true}));
    rig.type(rig.named<QLineEdit>(u"Secret value of header 1"_s), u"canary-header-value"_s);
    QVERIFY(rig.control.secrets.contains(secretName(rig.id, headerSecret(u"x-team"_s))));
    rig.named<QToolButton>(u"Remove header 1"_s)->click();
    QVERIFY(rig.spec().headers.empty());
}

void TestConnectionDialog::builtInConnectionsCannotBeChanged()
{
    Rig rig;
    rig.dialog->select(u"simulator"_s);
    QVERIFY(!rig.button(u"Delete"_s)->isEnabled());
    QVERIFY(!rig.button(u"Duplicate"_s)->isEnabled());
    QVERIFY(!rig.named<QLineEdit>(u"Name"_s)); // nothing to set
    QVERIFY(rig.says(u"part of Outcrop"_s));
    QVERIFY(rig.button(u"Run check"_s)->isEnabled());
}

void TestConnectionDialog::deletesDuplicatesAndBringsBack()
{
    Rig rig;
    rig.button(u"Duplicate"_s)->click();
    QCOMPARE(rig.store.count(), 3);
    QVERIFY(rig.store.at(2).name != u"work"_s);
    auto *list = rig.named<QListWidget>(u"Connections"_s);
    QCOMPARE(list->currentRow(), 2);
    rig.button(u"Delete"_s)->click();
    QCOMPARE(rig.store.count(), 2);
    QCOMPARE(list->count(), 2);
    QVERIFY(rig.says(u"Ctrl+Z"_s));
    rig.store.undoStack().undo();
    QCOMPARE(list->count(), 3);
}

void TestConnectionDialog::importsProfilesOnce()
{
    Rig rig;
    rig.button(u"Import AWS profiles"_s)->click();
    QVERIFY(rig.says(u"no AWS profiles"_s));
    credentials::ProfileFacts profile;
    profile.name = u"prod-sso"_s;
    profile.kind = credentials::ProfileKind::Sso;
    profile.region = u"eu-west-1"_s;
    rig.control.found = {profile};
    rig.button(u"Import AWS profiles"_s)->click();
    QCOMPARE(rig.store.count(), 3);
    QCOMPARE(rig.store.at(2).auth, AuthKind::AwsProfile);
    QCOMPARE(rig.store.at(2).profile, u"prod-sso"_s);
    QCOMPARE(rig.named<QListWidget>(u"Connections"_s)->currentRow(), 2);
    rig.button(u"Import AWS profiles"_s)->click();
    QCOMPARE(rig.store.count(), 3);
    QVERIFY(rig.says(u"already"_s));
}

void TestConnectionDialog::saysWhoSendsAndOffersToSignIn()
{
    Rig rig;
    rig.type(rig.named<QLineEdit>(u"Name"_s), u"prod"_s);
    QVERIFY(!rig.button(u"Sign in"_s));
    credentials::SignInFacts facts;
    facts.profile = u"prod"_s;
    facts.session = u"corp"_s;
    rig.control.senders[rig.id].signIn = facts;
    Q_EMIT rig.control.senderChanged(rig.id);
    QVERIFY(rig.says(u"Nobody has signed in to corp yet."_s));
    QCOMPARE(rig.dialog->findChild<QListWidget *>()->item(1)->data(Qt::AccessibleDescriptionRole).toString(),
             u"SSO, not signed in"_s);
    auto *signIn = rig.button(u"Sign in"_s);
    QVERIFY(signIn);
    QTest::mouseClick(signIn, Qt::LeftButton);
    QCOMPARE(rig.control.signedIn, QStringList{rig.id});

    credentials::IdentityFacts found;
    found.kind = credentials::IdentityFacts::Kind::Keys;
    found.source = u"profile prod → SSO session corp → role Developer"_s;
    found.expires = rig.control.time.addSecs(42 * 60);
    rig.control.senders[rig.id].signIn->until = rig.control.time.addSecs(3600);
    rig.control.senders[rig.id].found = found;
    Q_EMIT rig.control.senderChanged(rig.id);
    QVERIFY(rig.says(u"role Developer"_s));
    QVERIFY(!rig.says(u"Nobody has signed in"_s));
    QVERIFY(rig.button(u"Sign in again"_s));
    QTest::mouseClick(rig.button(u"Look up"_s), Qt::LeftButton);
    QCOMPARE(rig.control.looked, QStringList{rig.id});
}

void TestConnectionDialog::aProxyThatWantsAPasswordGetsOne()
{
    Rig rig;
    rig.control.route = u"proxy.test:3128"_s;
    QVERIFY(!rig.named<QLineEdit>(u"Proxy user"_s));
    rig.choose(rig.named<QComboBox>(u"Proxy"_s), u"By hand"_s);
    QVERIFY(rig.says(u"proxy.test:3128"_s));
    rig.type(rig.named<QLineEdit>(u"Address of the proxy"_s), u"http://proxy.test:3128"_s);
    QVERIFY(!rig.named<QLineEdit>(u"Proxy password"_s));
    rig.type(rig.named<QLineEdit>(u"Proxy user"_s), u"office"_s);
    QCOMPARE(rig.spec().proxyUser, u"office"_s);
    QVERIFY(rig.named<QLineEdit>(u"Proxy password"_s));
    rig.type(rig.named<QLineEdit>(u"Proxy password"_s), u"geheim"_s);
    QCOMPARE(rig.control.secrets.at(secretName(rig.id, proxyPasswordSecret())).reveal(),
             QByteArray("geheim"));
}

void TestConnectionDialog::saysWhatIsOddInTheAwsFiles()
{
    Rig rig;
    rig.control.senders[rig.id].notices = {u"config, line 3: colour is not known and has no effect."_s};
    Q_EMIT rig.control.senderChanged(rig.id);
    QVERIFY(rig.says(u"colour is not known"_s));
}

void TestConnectionDialog::showsTheStepsOfACheck()
{
    Rig rig;
    QVERIFY(rig.says(u"not run yet"_s));
    rig.button(u"Run check"_s)->click();
    QCOMPARE(rig.control.checking, rig.id);
    QVERIFY(rig.button(u"Stop"_s));
    rig.control.steps = {
        {u"Name"_s, u"127.0.0.1"_s, CheckStep::State::Ok, std::chrono::milliseconds(8)},
        {u"One token"_s, u"AccessDeniedException"_s, CheckStep::State::Failed, std::nullopt}};
    rig.control.advice = u"Ask for bedrock:InvokeModel."_s;
    rig.control.stopCheck();
    QVERIFY(rig.says(u"127.0.0.1"_s) && rig.says(u"8 ms"_s) && rig.says(u"AccessDeniedException"_s));
    QVERIFY(rig.says(u"Ask for bedrock:InvokeModel."_s));
    QVERIFY(rig.named<QLabel>(u"One token: failed"_s)); // not by colour alone
    rig.button(u"Copy report"_s)->click();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"report of %1"_s.arg(rig.id));
}

/// The advice stands at the end of a page that is longer than the dialog.
void TestConnectionDialog::whatACheckFindsIsInView()
{
    Rig rig;
    rig.dialog->resize(1000, 560);
    const QString failure = u"the role lacks what is needed for it; "_s.repeated(8);
    rig.button(u"Run check"_s)->click();
    rig.control.steps = std::vector<CheckStep>(8, {u"Step"_s, u"seen"_s, CheckStep::State::Ok, std::nullopt});
    rig.control.steps.back() = {u"One token"_s, failure, CheckStep::State::Failed, std::nullopt};
    rig.control.advice = u"Ask for bedrock:InvokeModel."_s;
    rig.control.stopCheck();
    const auto isInView = [&rig](const QString &text) {
        for (const QLabel *label : rig.dialog->findChildren<QLabel *>()) {
            if (label->text() == text)
                return label->visibleRegion().boundingRect() == label->rect();
        }
        return false;
    };
    auto *bar = rig.dialog->findChild<QScrollArea *>()->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > bar->minimum()); // it is laid out
    QTRY_VERIFY(isInView(rig.control.advice));
    QTRY_VERIFY(isInView(failure));
    QTest::mouseClick(rig.button(u"Gateway"_s), Qt::LeftButton); // the form is above: it does not jump
    bar->triggerAction(QAbstractSlider::SliderToMinimum);
    QTRY_COMPARE(bar->value(), bar->minimum());
    rig.choose(rig.named<QComboBox>(u"Credentials"_s), u"API key (bearer)"_s);
    QVERIFY(!isInView(rig.control.advice));
}

void TestConnectionDialog::copiesThePolicyThatIsMissing()
{
    Rig rig;
    rig.control.steps = {{u"One token"_s, u"denied"_s, CheckStep::State::Failed, std::nullopt}};
    rig.control.advice = u"Ask for it."_s;
    Q_EMIT rig.control.checkChanged(rig.id);
    QVERIFY(!rig.button(u"Copy the policy"_s));
    rig.control.policy = u"{\"Version\": \"2012-10-17\"}"_s;
    Q_EMIT rig.control.checkChanged(rig.id);
    auto *copy = rig.button(u"Copy the policy"_s);
    QVERIFY(copy);
    QTest::mouseClick(copy, Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), rig.control.policy);
}

void TestConnectionDialog::everyFieldHasANameForScreenReaders()
{
    Rig rig;
    for (const QString &source : {u"API key (bearer)"_s, u"Access keys"_s}) {
        rig.choose(rig.named<QComboBox>(u"Credentials"_s), source);
        for (const QWidget *widget : rig.dialog->findChildren<QWidget *>()) {
            const bool isField =
                qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QComboBox *>(widget);
            const bool isInner = qobject_cast<const QComboBox *>(widget->parentWidget()) ||
                                 widget->parentWidget()->inherits("QAbstractSpinBox");
            if (isField && !isInner && widget->isVisible())
                QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
        }
    }
}

QTEST_MAIN(TestConnectionDialog)
#include "tst_connectiondialog.moc"

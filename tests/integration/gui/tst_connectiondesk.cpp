// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/connections.h"
#include "tests/integration/gui/appfixture.h"

#include "core/conversation/conversationdocument.h"
#include "ui/connections/connectiondialog.h"
#include "ui/models/connectionsmodel.h"
#include "ui/shell/frame.h"

#include <QPushButton>
#include <QTcpServer>
#include <QTest>

#include <algorithm>

using namespace outcrop;
using namespace Qt::StringLiterals;
using testsupport::AppFixture;
using ui::models::ConnectionRow;

namespace
{

/// Two gateways that take connections and never say a word, with the dialog of connections on the screen.
struct Rig {
    Rig()
    {
        if (!silent.listen(QHostAddress::LocalHost))
            qFatal("nothing can listen");
        fixture.start();
        for (const QString &name : {u"first"_s, u"second"_s}) {
            connections::ConnectionSpec spec;
            spec.name = name;
            spec.kind = connections::ConnectionKind::Gateway;
            spec.endpointUrl = u"http://127.0.0.1:%1/bedrock"_s.arg(silent.serverPort());
            spec.auth = connections::AuthKind::BearerStored;
            ids.append(fixture.app().connections().store()->add(spec));
        }
        fixture.app().document().setConnectionName(u"first"_s);
        QTest::keyClick(fixture.widget(), Qt::Key_C, Qt::ControlModifier | Qt::AltModifier);
        dialog = fixture.window().findChild<ui::connections::ConnectionDialog *>();
    }

    QPushButton *button(const QString &text)
    {
        const auto buttons = dialog->findChildren<QPushButton *>();
        const auto found = std::ranges::find_if(buttons, [&text](const QPushButton *button) {
            return button->isVisible() && button->text() == text;
        });
        return found == buttons.end() ? nullptr : *found;
    }

    ConnectionRow::State stateOf(const QString &name)
    {
        const auto &model = fixture.app().connections().model();
        return ConnectionRow::State(
            model.index(model.rowOf(name)).data(ui::models::ConnectionsModel::StateRole).toInt());
    }

    QTcpServer silent;
    AppFixture fixture;
    QStringList ids;
    ui::connections::ConnectionDialog *dialog = nullptr;
};

} // namespace

class TestConnectionDesk : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEditEndsTheCheckOfWhatItWasBefore()
    {
        Rig rig;
        QVERIFY(rig.dialog);
        rig.button(u"Run check"_s)->click();
        QVERIFY(rig.button(u"Stop"_s));
        connections::ConnectionStore *store = rig.fixture.app().connections().store();
        connections::ConnectionSpec spec = *store->find(rig.ids[0]);
        spec.endpointUrl += u"/v2"_s;
        store->change(spec);
        QVERIFY(rig.button(u"Run check"_s));
        QCOMPARE(rig.stateOf(u"first"_s), ConnectionRow::State::Ready);
    }

    void aCheckThatBeginsEndsTheOneBefore()
    {
        Rig rig;
        QVERIFY(rig.dialog);
        rig.button(u"Run check"_s)->click();
        rig.dialog->select(rig.ids[1]);
        QVERIFY(!rig.button(u"Stop"_s));
        rig.button(u"Run check"_s)->click();
        QVERIFY(rig.button(u"Stop"_s));
        rig.dialog->select(rig.ids[0]);
        QVERIFY(!rig.button(u"Stop"_s));
        QCOMPARE(rig.stateOf(u"first"_s), ConnectionRow::State::Ready);
    }
};

QTEST_MAIN(TestConnectionDesk)
#include "tst_connectiondesk.moc"

from django.urls import path

from keyworks.accounts.views import me, people, signing, units

app_name = "accounts"
urlpatterns = [
    path("sign-in/", signing.sign_in, name="sign_in"),
    path("sign-out/", signing.sign_out, name="sign_out"),
    path("first/", signing.first, name="first"),
    path("reader/", signing.reading, name="reader"),
    path("me/", me.me, name="me"),
    path("me/edit/", me.edit, name="me_edit"),
    path("me/password/", signing.password, name="password"),
    path("me/sign-out-everywhere/", signing.sign_out_everywhere, name="sign_out_everywhere"),
    path("me/stand-ins/new/", me.standin_new, name="standin_new"),
    path("me/tokens/new/", me.token_new, name="token_new"),
    path("me/tokens/<int:pk>/revoke/", me.token_revoke, name="token_revoke"),
    path("stand-ins/<int:pk>/end/", me.standin_end, name="standin_end"),
    path("units/", units.units, name="units"),
    path("units/new/", units.unit_new, name="unit_new"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("units/<int:pk>/edit/", units.unit_edit, name="unit_edit"),
    path("units/<int:pk>/move/", units.unit_move, name="unit_move"),
    path("units/<int:pk>/close/", units.unit_close, name="unit_close"),
    path("units/<int:pk>/reopen/", units.unit_reopen, name="unit_reopen"),
    path("people/", people.people, name="people"),
    path("people/new/", people.person_new, name="person_new"),
    path("people/deactivate/", people.people_deactivate, name="people_deactivate"),
    path("people/<int:pk>/", people.person, name="person"),
    path("people/<int:pk>/edit/", people.person_edit, name="person_edit"),
    path("people/<int:pk>/deactivate/", people.person_deactivate, name="person_deactivate"),
    path("people/<int:pk>/reactivate/", people.person_reactivate, name="person_reactivate"),
    path("people/<int:pk>/sign-out/", people.person_sign_out, name="person_sign_out"),
    path("people/<int:pk>/password/", people.person_password, name="person_password"),
    path("people/<int:pk>/seats/new/", people.seat_new, name="seat_new"),
    path("people/<int:pk>/stand-ins/new/", people.person_standin, name="person_standin"),
    path("seats/<int:pk>/end/", people.seat_end, name="seat_end"),
]

"""The offer as open data: Open Referral HSDS 3.1 at ``/api/hsds/``. Public, anonymous, without contact details."""

# Reads or makes a KeePass 1 database with File::KeePass, which shares no code with the project.
# kdb.pl read FILE PASSWORD: its content as JSON.  kdb.pl write FILE PASSWORD: a database of known content.
use strict;
use warnings;
use Encode;
use File::KeePass;
use JSON::PP;

my ($verb, $file, $password) = @ARGV;
my $keepass = File::KeePass->new;
if ($verb eq 'write') {
    my $mail = $keepass->add_group({ title => 'Mail' });
    my $old = $keepass->add_group({ title => Encode::encode_utf8("Alt \x{e4}\x{1f642}"), group => $mail->{id}, expires => '2031-02-03 04:05:06' });
    $keepass->add_entry({
        title => 'Post', username => 'me', password => Encode::encode_utf8("p\x{e4}ss <&>"), url => 'https://post.example', comment => "one\ntwo",
        group => $mail->{id}, icon => 7, created => '2016-05-23 09:30:15', modified => '2017-01-02 03:04:05',
        expires => '2030-12-31 00:00:00', binary => { 'key.bin' => "\x00\x01\xff" },
    });
    $keepass->add_entry({ title => 'Empty', group => $old->{id} });
    $keepass->save_db($file, $password, { version => 1 });
    exit;
}
$keepass->load_db($file, $password);
my @entries;
sub text { return Encode::decode_utf8($_[0]) }
sub walk {
    my ($group, @path) = @_;
    for my $entry (@{ $group->{entries} || [] }) {
        my ($name) = keys %{ $entry->{binary} || {} };
        $keepass->unlock if $keepass->is_locked;
        push @entries, {
            path => \@path,
            (map { $_ => text($entry->{$_}) } qw(title username password url comment created modified)),
            file => $name // '', size => defined $name ? length $entry->{binary}{$name} : 0,
        };
    }
    walk($_, @path, text($_->{title})) for @{ $group->{groups} || [] };
}
$keepass->unlock;
walk($_, text($_->{title})) for @{ $keepass->groups };
print JSON::PP->new->ascii->canonical->encode(\@entries);
